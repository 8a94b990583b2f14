#include "cpu_ways.hpp"
#include "pass_words.hpp"
#include "xctrace_recording.hpp"

#include "perfeng/tools/xctrace/xctrace_export.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace perfeng::measure {
namespace {

/// Tables with samples, best first.
constexpr std::array<std::string_view, 3> sample_schemas{"time-profile", "cpu-profile", "time-sample"};

std::string_view sampled_schema(const tools::XctraceRun& run) {
    for (const auto schema : sample_schemas)
        if (std::ranges::find(run.schemas, schema) != run.schemas.end())
            return schema;
    return {};
}

PassResult<Profile> profile_of_trace(const PassContext& context, const tools::Xctrace& xctrace,
                                     const XctraceTrace& trace) {
    const auto schema = sampled_schema(trace.run);
    if (schema.empty())
        return no_cpu_profile("the recording of xctrace has no table of samples", "measure again");
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

} // namespace

CpuAttempt cpu_by_xctrace(const PassContext& context, const ProfileOptions&) {
    const auto xctrace = tools::find_xctrace(context.runner);
    if (!xctrace)
        return tl::unexpected(xctrace.error());
    announce_pass(context, fmt::format("CPU profile: xctrace {}, Time Profiler, one execution", xctrace->version));
    const auto trace = record_with_xctrace(context, *xctrace, tools::XctraceTemplate::time_profiler);
    if (!trace)
        return no_cpu_profile(trace.error().why, trace.error().how);
    return profile_of_trace(context, *xctrace, *trace);
}

} // namespace perfeng::measure
