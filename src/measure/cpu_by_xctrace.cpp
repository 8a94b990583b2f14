#include "cpu_ways.hpp"
#include "pass_words.hpp"
#include "xctrace_recording.hpp"

#include <fmt/core.h>

namespace perfeng::measure {

CpuAttempt cpu_by_xctrace(const PassContext& context, const ProfileOptions&) {
    const auto xctrace = tools::find_xctrace(context.runner);
    if (!xctrace)
        return tl::unexpected(xctrace.error());
    announce_pass(context, fmt::format("CPU profile: xctrace {}, Time Profiler, one execution", xctrace->version));
    const auto trace = record_with_xctrace(context, *xctrace, tools::XctraceTemplate::time_profiler);
    if (!trace)
        return no_cpu_profile(trace.error().why, trace.error().how);
    return profile_in_trace(context, *xctrace, *trace);
}

} // namespace perfeng::measure
