#include "perfeng/tools/counters/fixed_addresses.hpp"

#include "perfeng/process/program.hpp"

#include <sys/utsname.h>

namespace perfeng::tools {

tl::expected<std::vector<std::string>, Unavailable> fixed_addresses_prefix(process::Runner& runner) {
    constexpr double probe_seconds = 10;
    const auto setarch = process::find_program("setarch");
    if (!setarch)
        return tl::unexpected(Unavailable{"setarch is not installed", "install util-linux"});
    utsname names{};
    ::uname(&names);
    std::vector<std::string> prefix{*setarch, names.machine, "-R"}; // before version 2.33 it wants the machine told
    auto probe = prefix;
    probe.emplace_back("true");
    const auto answer = runner.run(process::tool_command(std::move(probe), probe_seconds));
    if (!answer.status.ok())
        return tl::unexpected(
            Unavailable{"addresses can't be fixed here: " + answer.err.substr(0, answer.err.find('\n')),
                        "in a container, permit personality(2): docker run --security-opt seccomp=unconfined"});
    return prefix;
}

} // namespace perfeng::tools
