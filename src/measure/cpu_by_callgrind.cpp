#include "cpu_ways.hpp"
#include "pass_words.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/counters/callgrind.hpp"
#include "perfeng/tools/memory/valgrind.hpp"

#include <fmt/core.h>

#include <cmath>

namespace perfeng::measure {
namespace {

PassResult<Profile> profile_with_callgrind(const PassContext& context, const tools::Valgrind& valgrind) {
    const auto file = context.scratch / "callgrind.out";
    note_tool(context, "valgrind", valgrind.version);
    announce_pass(context,
                  fmt::format("CPU profile: callgrind, about {:.0f} s", tools::callgrind_slowdown * context.trial_cpu));
    const auto command = under_tool(context, tools::callgrind_prefix(valgrind, file));
    const auto execution = context.runner.run(command);
    if (!execution.status.ok() && !context.workload.ignore_failure)
        return no_cpu_profile("the workload failed under callgrind, though not in its trials: " +
                                  to_string(execution.status) + ": " + last_words(execution.err),
                              by_hand(command.argv));
    try {
        auto profile = tools::read_callgrind(process::read_file(file));
        if (!profile)
            return no_cpu_profile("callgrind's output: " + to_string(profile.error()), by_hand(command.argv));
        return {std::move(*profile), {{"callgrind.out", file}}, {}};
    } catch (const Error& error) {
        return no_cpu_profile(error.what(), error.hint());
    }
}

} // namespace

CpuAttempt cpu_by_callgrind(const PassContext& context, const ProfileOptions&) {
    const auto valgrind = tools::find_valgrind(context.runner);
    if (!valgrind)
        return tl::unexpected(valgrind.error());
    const auto seconds = tools::callgrind_slowdown * context.trial_cpu;
    if (seconds > context.limit)
        return tl::unexpected(tools::Unavailable{
            fmt::format("callgrind would take about {:.0f} s of at most {:.0f} s", seconds, context.limit),
            fmt::format("allow it with --pass-limit {:.0f}, or give the program less to do",
                        std::ceil(seconds * 1.5))});
    return profile_with_callgrind(context, *valgrind);
}

} // namespace perfeng::measure
