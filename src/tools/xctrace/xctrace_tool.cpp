#include "perfeng/tools/xctrace/xctrace_tool.hpp"

#include "inspections.hpp"
#include "text/reading.hpp"

#include "perfeng/process/program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace perfeng::tools {
namespace {

constexpr double xctrace_probe_seconds = 60; // the first start after an update of Xcode verifies it

bool says(std::string_view text, std::string_view words) { return text.find(words) != std::string_view::npos; }

std::string last_line(std::string_view text) {
    std::string last;
    for (Lines lines(text); lines.next();)
        if (!trim(lines.line()).empty())
            last = trim(lines.line());
    return last;
}

std::string because(std::string what, const ExitStatus& status, std::string_view said) {
    const auto line = last_line(said);
    return what + ": " + to_string(status) + (line.empty() ? "" : ": " + line);
}

std::vector<std::string> xctrace_export_command(const Xctrace& xctrace, const std::filesystem::path& trace,
                                                std::vector<std::string> what) {
    std::vector<std::string> argv{xctrace.xcrun, "xctrace", "export", "--input", trace.string()};
    argv.insert(argv.end(), what.begin(), what.end());
    return argv;
}

} // namespace

tl::expected<Xctrace, Unavailable> find_xctrace(process::Runner& runner) {
    const auto xcrun = process::find_program("xcrun");
    if (!xcrun)
        return tl::unexpected(Unavailable{"xctrace needs macOS with Xcode, and there is no xcrun here",
                                          std::string("on a Mac: ") + get_xcode});
    const auto answer = runner.run(process::tool_command({*xcrun, "xctrace", "version"}, xctrace_probe_seconds));
    const auto said = answer.out + answer.err;
    constexpr std::string_view label = "xctrace version ";
    const auto at = said.find(label);
    if (!answer.status.ok() || at == std::string::npos)
        return tl::unexpected(explain_no_xctrace(answer.status, said));
    const auto from = at + label.size();
    return Xctrace{*xcrun, std::string(trim(said.substr(from, said.find('\n', from) - from)))};
}

Unavailable explain_no_xctrace(const ExitStatus& status, std::string_view said) {
    if (says(said, "license"))
        return {"the licence of Xcode is not accepted", "sudo xcodebuild -license accept"};
    if (says(said, "invalid active developer path"))
        return {"neither Xcode nor the Command Line Tools are installed, and xctrace belongs to Xcode",
                std::string("xcode-select --install gets the Command Line Tools; for xctrace: ") + get_xcode};
    if (status.code == 72 || says(said, "unable to find utility") || says(said, "requires Xcode"))
        return {"xctrace belongs to Xcode, and only the Command Line Tools are here", get_xcode};
    if (status.timed_out)
        return {"xcrun xctrace version does not answer", "run by hand: xcrun xctrace version"};
    return {because("xcrun xctrace version failed", status, said), "run by hand: xcrun xctrace version"};
}

std::vector<std::string> xctrace_templates(process::Runner& runner, const Xctrace& xctrace) {
    const auto answer =
        runner.run(process::tool_command({xctrace.xcrun, "xctrace", "list", "templates"}, xctrace_probe_seconds));
    const auto said = answer.out + answer.err;
    std::vector<std::string> templates;
    for (Lines lines(said); lines.next();) // groups begin with "== Standard Templates =="
        if (const auto line = trim(lines.line()); !line.empty() && !line.starts_with("=="))
            templates.emplace_back(line);
    return templates;
}

std::string_view to_string(XctraceTemplate name) {
    switch (name) {
    case XctraceTemplate::time_profiler:
        return "Time Profiler";
    case XctraceTemplate::cpu_profiler:
        return "CPU Profiler";
    case XctraceTemplate::cpu_counters:
        return "CPU Counters";
    case XctraceTemplate::allocations:
        return "Allocations";
    case XctraceTemplate::leaks:
        return "Leaks";
    case XctraceTemplate::system_trace:
        return "System Trace";
    case XctraceTemplate::file_activity:
        return "File Activity";
    }
    return {};
}

std::vector<std::string> xctrace_record_prefix(const Xctrace& xctrace, const XctraceRecording& recording) {
    // Without a limit of its own a recording has to be killed, and a killed xctrace leaves a trace that cannot be read.
    std::vector<std::string> argv{xctrace.xcrun,
                                  "xctrace",
                                  "record",
                                  "--template",
                                  std::string(to_string(recording.name)),
                                  "--output",
                                  recording.trace.string(),
                                  "--no-prompt",
                                  "--time-limit",
                                  fmt::format("{:.0f}ms", std::ceil(recording.limit * 1000)),
                                  "--target-stdout",
                                  "-"};
    if (!recording.stdin_path.empty())
        argv.insert(argv.end(), {"--target-stdin", recording.stdin_path});
    for (const auto& [name, value] : recording.env)
        argv.insert(argv.end(), {"--env", name + "=" + value});
    argv.insert(argv.end(), {"--launch", "--"});
    return argv;
}

Unavailable explain_no_recording(const ExitStatus& status, std::string_view said) {
    if (says(said, "Failed to attach") || status.code == 2)
        return {because("xctrace may not look into the program", status, said),
                "a program that is hardened or of the system cannot be recorded: sign your own with the entitlement "
                "com.apple.security.get-task-allow, as Xcode does for debug builds"};
    if (says(said, "Cannot find process") || status.code == 21)
        return {because("the program ended before xctrace saw it", status, said), "give it more work"};
    if (says(said, "Document Missing Template"))
        return {because("xctrace was stopped before it saved its recording", status, said), "measure again"};
    return {because("xctrace made no recording", status, said), ""};
}

std::vector<std::string> xctrace_toc_command(const Xctrace& xctrace, const std::filesystem::path& trace) {
    return xctrace_export_command(xctrace, trace, {"--toc"});
}

std::vector<std::string> xctrace_table_command(const Xctrace& xctrace, const std::filesystem::path& trace, int run,
                                               std::string_view schema) {
    return xctrace_export_command(
        xctrace, trace,
        {"--xpath", fmt::format(R"(/trace-toc/run[@number="{}"]/data/table[@schema="{}"])", run, schema)});
}

std::vector<std::string> xctrace_detail_command(const Xctrace& xctrace, const std::filesystem::path& trace, int run,
                                                std::string_view track, std::string_view detail) {
    return xctrace_export_command(
        xctrace, trace,
        {"--xpath", fmt::format(R"(/trace-toc/run[@number="{}"]/tracks/track[@name="{}"]/details/detail[@name="{}"])",
                                run, track, detail)});
}

ToolDiagnosis inspect_xctrace(process::Runner& runner, const std::filesystem::path&) {
    ToolDiagnosis diagnosis{.name = "xctrace",
                            .purpose = "CPU profile, allocations, leaks: the recorder of Instruments",
                            .system = "macOS",
                            .slowdown = "Time Profiler a few percent; Allocations several times",
                            .leaves = "what it exports, kept in the store; the trace is removed",
                            .formats = {"xctrace", "xctrace-toc"}};
    const auto xctrace = find_xctrace(runner);
    const auto shown = xctrace ? *xctrace : Xctrace{.xcrun = "xcrun", .version = {}};
    for (const auto name : {XctraceTemplate::time_profiler, XctraceTemplate::cpu_profiler,
                            XctraceTemplate::cpu_counters, XctraceTemplate::system_trace,
                            XctraceTemplate::file_activity, XctraceTemplate::allocations, XctraceTemplate::leaks})
        diagnosis.commands.push_back(with_workload(
            xctrace_record_prefix(shown, {.name = name, .trace = "FILE.trace", .env = {}, .stdin_path = {}})));
    diagnosis.commands.push_back(process::join_words(xctrace_toc_command(shown, "FILE.trace")));
    diagnosis.commands.push_back(process::join_words(xctrace_table_command(shown, "FILE.trace", 1, "time-profile")));
    diagnosis.commands.push_back(
        process::join_words(xctrace_detail_command(shown, "FILE.trace", 1, "Allocations", "Allocations List")));
    if (!say_found(diagnosis, xctrace))
        return diagnosis;
    diagnosis.path = xctrace->xcrun;
    diagnosis.version = xctrace->version;
    const auto templates = xctrace_templates(runner, *xctrace);
    if (std::ranges::find(templates, to_string(XctraceTemplate::time_profiler)) == templates.end())
        say_partly(diagnosis, "it lists no template \"Time Profiler\"", "run by hand: xcrun xctrace list templates");
    return diagnosis;
}

} // namespace perfeng::tools
