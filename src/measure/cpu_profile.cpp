#include "cpu_ways.hpp"
#include "first_that_works.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/program.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace perfeng::measure {
namespace {

constexpr const char* cpu_pass = "CPU profile";

struct CpuWay {
    std::string_view name;
    CpuAttempt (*attempt)(const PassContext&, const ProfileOptions&);
    std::string_view lacks;   ///< beside the profilers that are tried before it; empty: nothing
    std::string_view instead; ///< tried where it was asked for and cannot work; empty: none
};

constexpr std::array ways{
    CpuWay{"perf", cpu_by_perf, "", ""},
    CpuWay{"callgrind", cpu_by_callgrind, "stacks, kernel and waiting time in the CPU profile", ""},
    CpuWay{"xctrace", cpu_by_xctrace, "", ""},
    CpuWay{"sample", cpu_by_sample, "CPU time apart from waiting time in the CPU profile", ""},
    CpuWay{"flamegraph", cpu_by_flamegraph, "", "perf"},
    CpuWay{"cargo-instruments", cpu_by_cargo_instruments, "", "xctrace"},
};

const CpuWay& way_named(std::string_view name) {
    const auto* const way = std::ranges::find(ways, name, &CpuWay::name);
    if (way == ways.end())
        throw Error(fmt::format("there is no profiler '{}'", name), "see --profiler in perfeng baseline --help");
    return *way;
}

/// A Mac is told by its tools. perf goes before them: who cross-compiles for a Mac on Linux may have an xcrun.
std::vector<std::string_view> usual_profilers() {
    if (process::find_program("xcrun") && !process::find_program("perf"))
        return {"xctrace", "sample", "callgrind"};
    return {"perf", "callgrind"};
}

PassResult<Profile> first_of(const std::vector<std::string_view>& names, const PassContext& context,
                             const ProfileOptions& options) {
    auto first = first_that_works<Profile>(
        names, [&](std::string_view name) { return way_named(name).attempt(context, options); });
    if (!first)
        return no_cpu_profile(first.error().why, first.error().how);
    const auto lacks = way_named(first->name).lacks;
    if (!first->before.why.empty() && !lacks.empty())
        first->result.not_measured.push_back({std::string(lacks), first->before.why, first->before.how});
    return std::move(first->result);
}

/// A profiler that was asked for by name; what is taken instead is told.
PassResult<Profile> as_asked_for(const CpuWay& way, const PassContext& context, const ProfileOptions& options) {
    if (way.instead.empty())
        return first_of({way.name}, context, options);
    auto attempt = way.attempt(context, options);
    if (attempt)
        return std::move(*attempt);
    auto result = first_of({way.instead}, context, options);
    result.not_measured.push_back({fmt::format("CPU profile by {}, {} is used instead", way.name, way.instead),
                                   attempt.error().why, attempt.error().how});
    return result;
}

} // namespace

PassResult<Profile> no_cpu_profile(std::string why, std::string how) {
    return {{}, {}, {{cpu_pass, std::move(why), std::move(how)}}};
}

std::vector<std::string> profilers() {
    std::vector<std::string> names{"auto"};
    for (const auto& way : ways)
        names.emplace_back(way.name);
    return names;
}

PassResult<Profile> profile_cpu(const PassContext& context, const ProfileOptions& options) {
    if (context.trial_wall > context.limit)
        return no_cpu_profile(
            fmt::format("one execution takes {:.0f} s, a pass at most {:.0f} s", context.trial_wall, context.limit),
            "give it less work, or allow passes more time");
    if (options.profiler.empty() || options.profiler == "auto")
        return first_of(usual_profilers(), context, options);
    return as_asked_for(way_named(options.profiler), context, options);
}

} // namespace perfeng::measure
