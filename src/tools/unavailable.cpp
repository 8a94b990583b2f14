#include "perfeng/tools/unavailable.hpp"

#include <fmt/format.h>

namespace perfeng::tools {

Unavailable not_installed(const std::string& package) {
    return {
        package + " is not installed",
        fmt::format("install it (Linux): sudo apt install {0}, sudo dnf install {0}, or sudo pacman -S {0}", package)};
}

} // namespace perfeng::tools
