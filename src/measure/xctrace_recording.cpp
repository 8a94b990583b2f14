#include "xctrace_recording.hpp"

#include "pass_words.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/xctrace/xctrace_export.hpp"

#include <fmt/format.h>

#include <cmath>

namespace perfeng::measure {
namespace {

constexpr double seconds_to_save = 120; ///< what xctrace may take to start, and to save its trace

using tools::Unavailable;

process::Command record_command(const PassContext& context, const tools::Xctrace& xctrace, tools::XctraceTemplate name,
                                const std::filesystem::path& trace) {
    auto command =
        under_tool(context, tools::xctrace_record_prefix(xctrace, {.name = name,
                                                                   .trace = trace,
                                                                   .limit = context.limit,
                                                                   .env = context.workload.env,
                                                                   .stdin_path = context.workload.stdin_path}));
    command.env.clear(); // it is the workload's, which gets it by --env
    command.stdin_path.clear();
    command.timeout = context.limit + seconds_to_save;
    return command;
}

bool ended_well(const tools::XctraceRun& run) {
    return run.exit_status.value_or(0) == 0 && !run.termination_reason.starts_with("signal");
}

bool limit_reached(const tools::XctraceRun& run) { return run.end_reason == "Time limit reached"; }

bool was_not_saved(const ReadError& error) { return error.found.find("Missing Template") != std::string::npos; }

} // namespace

tl::expected<XctraceTrace, Unavailable> record_with_xctrace(const PassContext& context, const tools::Xctrace& xctrace,
                                                            tools::XctraceTemplate name) {
    const auto trace = context.scratch / "recording.trace";
    auto command = record_command(context, xctrace, name, trace);
    const auto messages = context.scratch / "xctrace.stderr";
    command.err = process::Output::file(messages.string()); // the workload's come with it
    const auto execution = context.runner.run(command);
    const auto said = process::tail_of_file(messages, 400);
    const auto refused = [&](const std::string& more) {
        auto reason = tools::explain_no_recording(execution.status, said + more);
        if (reason.how.empty())
            reason.how = by_hand(command.argv);
        return tl::unexpected(std::move(reason));
    };
    if (execution.status.timed_out || !std::filesystem::exists(trace))
        return refused("");
    const auto toc =
        tools::export_xctrace_toc(context.runner, tools::xctrace_toc_command(xctrace, trace), context.limit);
    if (!toc && (!execution.status.ok() || was_not_saved(toc.error())))
        return refused(toc.error().found);
    if (!toc || toc->value.runs.empty())
        return tl::unexpected(Unavailable{"the recording of xctrace cannot be read: " +
                                              (toc ? "it holds no run" : to_string(toc.error())),
                                          by_hand(command.argv)});
    const auto& run = toc->value.runs.back();
    if (!ended_well(run) && !limit_reached(run) && !context.workload.ignore_failure)
        return tl::unexpected(
            Unavailable{"the workload failed under xctrace, though not in its trials: " +
                            (run.termination_reason.empty() ? fmt::format("exit status {}", run.exit_status.value_or(0))
                                                            : run.termination_reason) +
                            ": " + last_words(said),
                        by_hand(command.argv)});
    return XctraceTrace{trace, run};
}

std::vector<NotMeasured> cut_by_limit(const std::string& what, const tools::XctraceRun& run) {
    if (!limit_reached(run))
        return {};
    const auto seconds = run.duration.value_or(0);
    return {{what + " beyond the first " + fmt::format("{:.0f} s", seconds),
             "the time limit of the pass ended the recording",
             fmt::format("allow more with --pass-limit {:.0f}", std::ceil(seconds * 3))}};
}

void add_reservations(std::vector<NotMeasured>& to, const std::string& what, const std::vector<std::string>& warnings) {
    for (const auto& warning : warnings)
        to.push_back({"a part of: " + what, warning, ""});
}

} // namespace perfeng::measure
