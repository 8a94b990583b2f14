#include "frame_pointers.hpp"
#include "machine_checks.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/tools/symbols/elf.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <optional>

namespace perfeng::measure {
namespace {

namespace fs = std::filesystem;

/// That which the shell uses; programs that are built elsewhere may have another.
std::optional<fs::path> c_library() {
    const auto shell = process::find_program("sh");
    std::string interpreter;
    if (shell)
        (void)frame_pointer_share(*shell, &interpreter);
    if (interpreter.empty())
        return std::nullopt;
    auto library = c_library_beside(interpreter);
    return fs::exists(library) ? std::optional(std::move(library)) : std::nullopt;
}

MachineCheck frame_pointers(const fs::path& library) {
    const auto share = frame_pointer_share(library).value_or(0);
    MachineCheck check{.name = "frame pointers of libc",
                       .state = share >= enough_frame_pointers ? CheckState::good : CheckState::limited,
                       .found = fmt::format("{:.0f}% of its functions", share * 100)};
    check.means = share >= enough_frame_pointers
                      ? "stacks by frame pointers are whole"
                      : "stacks by frame pointers break in libc: perf takes them by DWARF instead, which "
                        "costs more";
    if (share < enough_frame_pointers)
        check.how = "nothing to do; distributions that keep them: Fedora 38, Ubuntu 24.04, Arch";
    return check;
}

bool has_debug_file(const fs::path& library) {
    try {
        const auto bytes = process::read_file(library);
        const auto elf = tools::read_elf(bytes);
        return elf && tools::find_debug_file(*elf, library).has_value();
    } catch (const Error&) {
        return false;
    }
}

MachineCheck symbols(const fs::path& library) {
    const bool whole = has_debug_file(library);
    MachineCheck check{.name = "symbols of libc",
                       .state = whole ? CheckState::good : CheckState::limited,
                       .found = whole ? "separate debug file" : "exported functions alone"};
    check.means = whole ? "its inner functions are named" : "its inner functions are named by the nearest exported one";
    if (!whole)
        check.how = "sudo apt install libc6-dbg, or sudo dnf debuginfo-install glibc";
    return check;
}

MachineCheck debuginfod() {
    const char* const urls = std::getenv("DEBUGINFOD_URLS");
    const bool set = urls != nullptr && *urls != 0;
    MachineCheck check{.name = "debuginfod",
                       .state = set ? CheckState::good : CheckState::limited,
                       .found = set ? urls : "DEBUGINFOD_URLS is not set"};
    check.means = set ? "tools fetch debug files of system libraries by themselves"
                      : "debug files of system libraries have to be installed";
    if (!set)
        check.how = "export DEBUGINFOD_URLS with the server of the distribution, as https://debuginfod.debian.net";
    return check;
}

} // namespace

void add_symbol_checks(std::vector<MachineCheck>& checks) {
    const auto library = c_library();
    if (!library)
        return;
    checks.push_back(frame_pointers(*library));
    checks.push_back(symbols(*library));
    checks.push_back(debuginfod());
}

} // namespace perfeng::measure
