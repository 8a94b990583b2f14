#pragma once

#include "perfeng/model/trial.hpp"
#include "perfeng/process/runner.hpp"
#include "perfeng/tools/unavailable.hpp"

#include <tl/expected.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// The recorder of Instruments, a part of Xcode 12 and later, through `xcrun`. Written from its man page (January 2023)
/// and from what others recorded; never run by its authors.
struct Xctrace {
    std::string xcrun;   ///< path
    std::string version; ///< of Xcode: "14.3.1 (14E300c)"
};

[[nodiscard]] tl::expected<Xctrace, Unavailable> find_xctrace(process::Runner& runner);

/// Why `xcrun xctrace version` failed, from its exit status and all that it said.
[[nodiscard]] Unavailable explain_no_xctrace(const ExitStatus& status, std::string_view said);

/// The templates that this Xcode records with. Older versions list them on stderr.
[[nodiscard]] std::vector<std::string> xctrace_templates(process::Runner& runner, const Xctrace& xctrace);

/// What of a recording can be exported: samples from the CPU templates (tables), leaks and allocations (details of
/// tracks); system_trace and file_activity have tables of many schemas, of which perfeng reads samples alone.
enum class XctraceTemplate {
    time_profiler,
    cpu_profiler,
    cpu_counters,
    allocations,
    leaks,
    system_trace,
    file_activity
};
/// As xctrace spells it: "Time Profiler".
[[nodiscard]] std::string_view to_string(XctraceTemplate name);

struct XctraceRecording {
    XctraceTemplate name = XctraceTemplate::time_profiler;
    std::filesystem::path trace;            ///< to be made; ends with ".trace"
    double limit = 120;                     ///< seconds, then xctrace ends the recording and saves it
    std::map<std::string, std::string> env; ///< of the command: it does not get perfeng's
    std::string stdin_path;                 ///< empty: none
};

/// `xcrun xctrace record .. --launch --`, to be put before a command, whose output goes to that of xctrace.
/// xctrace ends with 54 where the command failed; how the command really ended is told in the table of contents.
[[nodiscard]] std::vector<std::string> xctrace_record_prefix(const Xctrace& xctrace, const XctraceRecording& recording);

/// Why there is no recording, from the exit status of `xctrace record` and the end of what it said.
[[nodiscard]] Unavailable explain_no_recording(const ExitStatus& status, std::string_view said);

/// Each prints XML to stdout: of a trace, of one schema's tables in a run, of a detail of a track in a run.
[[nodiscard]] std::vector<std::string> xctrace_toc_command(const Xctrace& xctrace, const std::filesystem::path& trace);
[[nodiscard]] std::vector<std::string> xctrace_table_command(const Xctrace& xctrace, const std::filesystem::path& trace,
                                                             int run, std::string_view schema);
[[nodiscard]] std::vector<std::string> xctrace_detail_command(const Xctrace& xctrace,
                                                              const std::filesystem::path& trace, int run,
                                                              std::string_view track, std::string_view detail);

} // namespace perfeng::tools
