#include "cpu_ways.hpp"
#include "frame_pointers.hpp"
#include "pass_words.hpp"
#include "perf_sampler.hpp"

#include "perfeng/process/interrupt.hpp"
#include "perfeng/tools/stacks/perf.hpp"
#include "perfeng/tools/symbols/elf.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

namespace perfeng::measure {
namespace {

constexpr double usual_frequency = 999; // not 1000: in step with nothing
constexpr double highest_frequency = 4999;
constexpr double frequency_for_short_lives = 24'997; // a thread is seen that lives for longer than one period
constexpr double most_samples = 60'000;              // of that, each with up to 16 KiB of stack: about a gigabyte
constexpr double most_executions = 200;
constexpr double usable_share_of_limit = 0.8;
constexpr double seconds_to_record_and_read = 0.4; // what perf adds to one short execution
constexpr double longest_repeating = 20;           // seconds: a user waits for it

double time_to_repeat(double limit) { return std::min(longest_repeating, limit * usable_share_of_limit); }

void sample(const PassContext& context, const SamplingPlan& plan, std::uint64_t wanted_samples, PerfSampler& sampler) {
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + std::chrono::duration<double>(time_to_repeat(context.limit));
    for (int i = 0; i < plan.executions; ++i) {
        if (i > 0 && (sampler.samples() >= wanted_samples || Clock::now() > end))
            break;
        sampler.execute();
    }
}

PassResult<Profile> told_by(PerfSampler& sampler) {
    auto expanded = sampler.finish();
    return {std::move(expanded.profile), {{"perf.data", sampler.raw()}}, std::move(expanded.not_measured)};
}

/// Threads and processes that live for less than a period of the clock are sampled by chance, or never. A long run of
/// them is not sampled faster.
bool misses_short_lives(const PerfSampler& sampler, const PassContext& context) {
    constexpr double seen = 0.5;
    return sampler.seconds_an_execution() < seen * context.trial_cpu &&
           context.trial_cpu * frequency_for_short_lives < most_samples;
}

/// The faster recording, where the kernel allows it and it sees more; else what was sampled.
PassResult<Profile> sampled_faster(const PassContext& context, const tools::Perf& perf, const std::string& call_graph,
                                   PerfSampler& sampled) {
    announce_pass(context,
                  fmt::format("CPU profile: perf saw {:.0f}% of the CPU time, as of threads that are too short "
                              "for a sample; again at {:.0f} Hz",
                              100 * sampled.seconds_an_execution() / context.trial_cpu, frequency_for_short_lives));
    PerfSampler faster(context, perf, {.call_graph = call_graph, .frequency = frequency_for_short_lives});
    try {
        faster.execute();
    } catch (const process::Interrupted&) {
        throw;
    } catch (const Error&) {
        return told_by(sampled);
    }
    return told_by(faster.seconds_an_execution() > sampled.seconds_an_execution() ? faster : sampled);
}

PassResult<Profile> profile_with_perf(const PassContext& context, const ProfileOptions& options,
                                      const tools::Perf& perf) {
    const auto plan = plan_sampling(options, context.trial_wall, context.trial_cpu, context.limit);
    const auto call_graph = options.call_graph.empty() ? choose_call_graph(context.executable) : options.call_graph;
    announce_pass(
        context,
        fmt::format("CPU profile: perf, {} at {:.0f} Hz, stacks by {}, {}", perf.event, plan.frequency, call_graph,
                    plan.executions == 1 ? "one execution" : fmt::format("up to {} executions", plan.executions)));
    try {
        PerfSampler sampler(context, perf, {.call_graph = call_graph, .frequency = plan.frequency});
        sample(context, plan, options.wanted_samples, sampler);
        if (options.frequency > 0 || !misses_short_lives(sampler, context))
            return told_by(sampler);
        return sampled_faster(context, perf, call_graph, sampler);
    } catch (const process::Interrupted&) {
        throw;
    } catch (const Error& error) {
        return no_cpu_profile(error.what(), error.hint());
    }
}

} // namespace

SamplingPlan plan_sampling(const ProfileOptions& options, double trial_wall, double trial_cpu, double limit) {
    constexpr double shortest = 0.0005; // of an execution: nothing that is spawned takes less
    const auto wanted = static_cast<double>(options.wanted_samples);
    const auto cpu = std::max(trial_cpu, shortest);
    SamplingPlan plan;
    plan.frequency = options.frequency > 0 ? options.frequency
                                           : std::round(std::clamp(wanted / cpu, usual_frequency, highest_frequency));
    const auto needed = std::ceil(wanted / (cpu * plan.frequency));
    const auto affordable = std::floor(time_to_repeat(limit) / (trial_wall + seconds_to_record_and_read));
    plan.executions = static_cast<int>(std::max(1.0, std::min({needed, affordable, most_executions})));
    return plan;
}

std::string choose_call_graph(const std::string& executable) {
    constexpr std::array<std::string_view, 3> compile_as_they_run{"node", "java", "deno"};
    const auto name = std::filesystem::path(executable).filename().string();
    if (std::ranges::find(compile_as_they_run, name) != compile_as_they_run.end())
        return "fp";
    std::string interpreter;
    if (frame_pointer_share(executable, &interpreter).value_or(0) < enough_frame_pointers)
        return "dwarf,16384";
    return interpreter.empty() ||
                   frame_pointer_share(c_library_beside(interpreter)).value_or(0) >= enough_frame_pointers
               ? "fp"
               : "dwarf,16384";
}

CpuAttempt cpu_by_perf(const PassContext& context, const ProfileOptions& options) {
    const auto perf = tools::find_perf(context.runner, context.scratch);
    if (!perf)
        return tl::unexpected(perf.error());
    return profile_with_perf(context, options, *perf);
}

} // namespace perfeng::measure
