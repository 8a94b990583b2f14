#pragma once

#include "perfeng/process/runner.hpp"
#include "perfeng/tools/unavailable.hpp"

#include <tl/expected.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace perfeng::tools {

/// GCC's library of LeakSanitizer (seen with gcc 12), to be preloaded into a program that was built without it. It
/// costs about 1.9 times the CPU time, memcheck about 50 times, and finds the same definite and indirect bytes. It
/// works on programs that are linked dynamically and use the system's malloc, and not under ptrace.
struct LsanTool {
    std::string library; ///< path
};

/// On Linux alone: in the directories of libraries, or where gcc has it.
[[nodiscard]] tl::expected<LsanTool, Unavailable> find_lsan(process::Runner& runner);

/// What one run with LeakSanitizer leaves in a directory.
struct LsanRun {
    std::filesystem::path directory; ///< existing, of this run alone; without blank or colon in its path
    bool whole_stacks = false;       ///< by unwind tables instead of frame pointers: 45 times the CPU time
};

/// Writes the library that has to be preloaded too (see lsan_guest.c) into the run's directory.
void place_lsan_guest(const LsanRun& run);

/// `/usr/bin/env NAME=VALUE ..`, to be put before a command, whose path must hold no "=". `own` is what the command has
/// of its own in its environment (LD_PRELOAD, LSAN_OPTIONS). It ends as it does alone. What it executes is not checked.
[[nodiscard]] std::vector<std::string> lsan_prefix(const LsanTool& tool, const LsanRun& run,
                                                   const std::map<std::string, std::string>& own);

/// What the run left. `report` is empty where nothing was lost. None where no check was done: a program that is static,
/// setuid, of another architecture, that replaced itself (exec), was killed or left by _exit.
struct LsanReport {
    std::string text;
    std::filesystem::path file; ///< empty where nothing was lost
};
[[nodiscard]] std::optional<LsanReport> lsan_report(const LsanRun& run);

} // namespace perfeng::tools
