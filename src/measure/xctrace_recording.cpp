#include "xctrace_recording.hpp"

#include "cpu_ways.hpp"
#include "pass_words.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/xctrace/xctrace_export.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
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
    return command;
}

bool ended_well(const tools::XctraceRun& run) {
    return run.exit_status.value_or(0) == 0 && !run.termination_reason.starts_with("signal");
}

bool limit_reached(const tools::XctraceRun& run) { return run.end_reason == "Time limit reached"; }

bool was_not_saved(const ReadError& error) { return error.found.find("Missing Template") != std::string::npos; }

/// Tables with samples, best first.
constexpr std::array<std::string_view, 4> sample_schemas{"time-profile", "cpu-profile", "counters-profile",
                                                         "time-sample"};

std::string_view sampled_schema(const tools::XctraceRun& run) {
    for (const auto schema : sample_schemas)
        if (std::ranges::find(run.schemas, schema) != run.schemas.end())
            return schema;
    return {};
}

} // namespace

tl::expected<XctraceTrace, Unavailable> trace_of(const PassContext& context, const tools::Xctrace& xctrace,
                                                 process::Command command, const std::filesystem::path& trace) {
    const auto messages = context.scratch / "xctrace.stderr";
    command.err = process::Output::file(messages.string()); // the workload's come with it
    command.timeout = context.limit + seconds_to_save;
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

tl::expected<XctraceTrace, Unavailable> record_with_xctrace(const PassContext& context, const tools::Xctrace& xctrace,
                                                            tools::XctraceTemplate name) {
    const auto trace = context.scratch / "recording.trace";
    return trace_of(context, xctrace, record_command(context, xctrace, name, trace), trace);
}

PassResult<Profile> profile_in_trace(const PassContext& context, const tools::Xctrace& xctrace,
                                     const XctraceTrace& trace) {
    const auto schema = sampled_schema(trace.run);
    if (schema.empty())
        return no_cpu_profile(fmt::format("the recording of xctrace has no table of samples, only of {}",
                                          fmt::join(trace.run.schemas, ", ")),
                              "use --xctrace-template time; what else there is, Instruments shows: open the trace of a "
                              "run by hand, whose "
                              "command perfeng doctor xctrace tells");
    const auto command = tools::xctrace_table_command(xctrace, trace.path, trace.run.number, schema);
    const auto copy = context.scratch / fmt::format("{}.xml", schema);
    auto table = tools::export_xctrace_table(context.runner, command, context.limit, trace.run.pid, copy);
    if (!table)
        return no_cpu_profile(to_string(table.error()), "measure again");
    if (!table->value.profile || table->value.profile->samples == 0)
        return no_cpu_profile("no sample was taken: the workload uses too little CPU time", "give it more work");
    PassResult<Profile> result{std::move(table->value.profile), {}, cut_by_limit("CPU profile", trace.run)};
    add_reservations(result.not_measured, "CPU profile", table->warnings);
    if (std::filesystem::exists(copy))
        result.raw.push_back({fmt::format("{}.xml", schema), copy});
    return result;
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
