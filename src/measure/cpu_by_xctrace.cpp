#include "cpu_ways.hpp"
#include "pass_words.hpp"
#include "xctrace_recording.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace perfeng::measure {
namespace {

struct SamplingTemplate {
    std::string_view option;
    tools::XctraceTemplate name;
};
constexpr std::array sampling_templates{
    SamplingTemplate{"time", tools::XctraceTemplate::time_profiler},
    SamplingTemplate{"cpu", tools::XctraceTemplate::cpu_profiler},
    SamplingTemplate{"counters", tools::XctraceTemplate::cpu_counters},
    SamplingTemplate{"sys", tools::XctraceTemplate::system_trace},
    SamplingTemplate{"io", tools::XctraceTemplate::file_activity},
};

tools::XctraceTemplate template_of(const ProfileOptions& options) {
    const auto* const found =
        std::ranges::find(sampling_templates, options.xctrace_template, &SamplingTemplate::option);
    return found == sampling_templates.end() ? tools::XctraceTemplate::time_profiler : found->name;
}

} // namespace

std::vector<std::string> xctrace_templates() {
    std::vector<std::string> names;
    for (const auto& each : sampling_templates)
        names.emplace_back(each.option);
    return names;
}

CpuAttempt cpu_by_xctrace(const PassContext& context, const ProfileOptions& options) {
    const auto xctrace = tools::find_xctrace(context.runner);
    if (!xctrace)
        return tl::unexpected(xctrace.error());
    const auto name = template_of(options);
    note_tool(context, "xctrace", xctrace->version);
    announce_pass(context,
                  fmt::format("CPU profile: xctrace {}, {}, one execution", xctrace->version, tools::to_string(name)));
    const auto trace = record_with_xctrace(context, *xctrace, name);
    if (!trace)
        return no_cpu_profile(trace.error().why, trace.error().how);
    return profile_in_trace(context, *xctrace, *trace);
}

} // namespace perfeng::measure
