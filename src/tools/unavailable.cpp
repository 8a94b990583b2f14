#include "perfeng/tools/unavailable.hpp"

#include "perfeng/process/program.hpp"

#include <fmt/format.h>

namespace perfeng::tools {

Unavailable not_installed(const std::string& package) {
    return {
        package + " is not installed",
        fmt::format("install it (Linux): sudo apt install {0}, sudo dnf install {0}, or sudo pacman -S {0}", package)};
}

tl::expected<std::string, Unavailable> find_on_mac(const std::string& program) {
    const auto path = process::find_program(program);
    if (!path || !process::find_program("xcrun"))
        return tl::unexpected(
            Unavailable{fmt::format("`{0}` needs macOS, where it is /usr/bin/{0}, and is not in PATH here", program),
                        "on a Mac: export PATH=\"$PATH:/usr/bin\""});
    return *path;
}

} // namespace perfeng::tools
