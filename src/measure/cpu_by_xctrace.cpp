#include "cpu_ways.hpp"
#include "pass_words.hpp"
#include "xctrace_recording.hpp"

#include <fmt/core.h>

namespace perfeng::measure {
namespace {

tools::XctraceTemplate template_of(const ProfileOptions& options) {
    if (options.xctrace_template == "cpu")
        return tools::XctraceTemplate::cpu_profiler;
    return options.xctrace_template == "counters" ? tools::XctraceTemplate::cpu_counters
                                                  : tools::XctraceTemplate::time_profiler;
}

} // namespace

CpuAttempt cpu_by_xctrace(const PassContext& context, const ProfileOptions& options) {
    const auto xctrace = tools::find_xctrace(context.runner);
    if (!xctrace)
        return tl::unexpected(xctrace.error());
    const auto name = template_of(options);
    announce_pass(context,
                  fmt::format("CPU profile: xctrace {}, {}, one execution", xctrace->version, tools::to_string(name)));
    const auto trace = record_with_xctrace(context, *xctrace, name);
    if (!trace)
        return no_cpu_profile(trace.error().why, trace.error().how);
    return profile_in_trace(context, *xctrace, *trace);
}

} // namespace perfeng::measure
