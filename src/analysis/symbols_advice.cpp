#include "symbols_advice.hpp"

#include "words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace perfeng::analysis {
namespace {

/// Code that a just-in-time compiler wrote into memory has no file, or a file without a path.
bool generated_at_run_time(std::string_view module) {
    return module.empty() || module == "[unknown]" || module == "[heap]" || module == "[anon]" ||
           module.starts_with("//anon") || module.starts_with("anon_inode") || module.starts_with("/memfd:") ||
           module.starts_with("/dev/zero") || (module.starts_with("/tmp/perf-") && module.ends_with(".map"));
}

bool belongs_to_the_system(std::string_view module) {
    constexpr std::string_view places[] = {"/usr/lib", "/usr/bin/", "/usr/sbin/", "/lib", "/bin/", "/sbin/"};
    return std::ranges::any_of(places, [module](std::string_view place) { return module.starts_with(place); });
}

std::string system_package_symbols(const Environment& environment, std::string_view module) {
    if (environment.os.starts_with("Debian"))
        return fmt::format(
            "Install its debug symbols: `apt-get install debian-goodies && find-dbgsym-packages {}` names the "
            "-dbgsym package; or let tools fetch them: "
            "`export DEBUGINFOD_URLS=https://debuginfod.debian.net`",
            module);
    if (environment.os.starts_with("Ubuntu"))
        return fmt::format(
            "Install its debug symbols: `apt-get install debian-goodies && find-dbgsym-packages {}` names the "
            "-dbgsym package; or let tools fetch them: "
            "`export DEBUGINFOD_URLS=https://debuginfod.ubuntu.com`",
            module);
    if (environment.os.starts_with("Fedora"))
        return fmt::format("Install its debug symbols: `dnf debuginfo-install $(rpm -qf {})`", module);
    return fmt::format("Install the debug symbols of the package that {} belongs to, or let tools fetch them: "
                       "`export DEBUGINFOD_URLS=https://debuginfod.elfutils.org`",
                       module);
}

} // namespace

std::string how_to_build_with_symbols() {
    return "cargo: `CARGO_PROFILE_RELEASE_DEBUG=line-tables-only CARGO_PROFILE_RELEASE_STRIP=none cargo build "
           "--release`; "
           "CMake: `cmake -S . -B build -DCMAKE_BUILD_TYPE=RelWithDebInfo && cmake --build build`; "
           "gcc or clang: `-O2 -g`, without `-s` and without `strip`";
}

std::string how_to_get_symbols(const Measurement& measurement, std::string_view module) {
    if (module == "[kernel]")
        return "Let users see the kernel's names: `sudo sysctl -w kernel.kptr_restrict=0`";
    if (generated_at_run_time(module))
        return "Let the run-time compiler name its code: `node --perf-basic-prof`, "
               "`java -XX:+UnlockDiagnosticVMOptions -XX:+DumpPerfMapAtExit -XX:+PreserveFramePointer`, `python3 -X "
               "perf` (3.12)";
    if (belongs_to_the_system(module))
        return system_package_symbols(measurement.environment, module);
    return "Build it with symbols. " + how_to_build_with_symbols();
}

} // namespace perfeng::analysis
