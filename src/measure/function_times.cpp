#include "perfeng/measure/function_times.hpp"

#include "padding.hpp"
#include "pass_words.hpp"
#include "perf_sampler.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/interrupt.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <random>

namespace perfeng::measure {
namespace {

constexpr double highest_rate = 9973; // a prime: in step with nothing
constexpr double lowest_rate = 997;
constexpr double rate_step = 16; // from repeat to repeat, of five rates in turn
constexpr int rates = 5;
constexpr double wanted_samples_a_side = 20'000;
constexpr double most_samples_a_repeat = 20'000;
constexpr double usual_repeats = 5;
constexpr double least_repeats = 3;
constexpr double most_repeats = 40;
constexpr double usual_seconds = 20;
constexpr double seconds_beside = 0.4; // perf's own for one execution
constexpr double listed_share = 0.0005;

const char* const what = "changes by function";

/// Where the weight of a function stands, to name its hottest line.
struct Leaf {
    FunctionTime time;
    double heaviest = 0;
};

std::size_t execution_of(const Stack& stack, std::size_t executions) {
    std::size_t number = executions;
    std::from_chars(stack.thread.data(), stack.thread.data() + stack.thread.size(), number);
    return std::min(number, executions - 1);
}

void add_leaf(Leaf& leaf, const Frame& frame, const Stack& stack, std::size_t execution, std::size_t executions) {
    leaf.time.shares.resize(executions);
    leaf.time.shares[execution] += stack.weight;
    leaf.time.samples += stack.samples;
    if (stack.weight <= leaf.heaviest)
        return;
    leaf.heaviest = stack.weight;
    leaf.time.module = frame.module;
    leaf.time.file = frame.file;
    leaf.time.line = frame.line;
    leaf.time.kernel = frame.kernel;
}

double mean(const std::vector<double>& values) {
    double sum = 0;
    for (const auto value : values)
        sum += value;
    return sum / static_cast<double>(values.size());
}

void list(FunctionTimes& times, Leaf leaf) {
    if (mean(leaf.time.shares) >= listed_share) {
        times.functions.push_back(std::move(leaf.time));
        return;
    }
    for (std::size_t i = 0; i < times.others.size(); ++i)
        times.others[i] += leaf.time.shares[i];
}

class Side {
public:
    Side(const PassContext& context, const tools::Perf& perf, double frequency)
        : workload_(context.workload), context_(with_workload(context, workload_)),
          sampler_(context_, perf, {.call_graph = "", .frequency = frequency, .file = {}}) {}
    Side(const Side&) = delete;
    Side& operator=(const Side&) = delete;

    void execute(int repeat, double frequency, const std::string& padding) {
        workload_.env[padding_variable] = padding;
        sampler_.set_frequency(frequency);
        sampler_.execute(std::to_string(repeat));
    }

    FunctionTimes finish(int repeats) {
        return function_times_of(sampler_.finish().profile, static_cast<std::size_t>(repeats));
    }

private:
    static PassContext with_workload(const PassContext& context, const Workload& workload) {
        return {.runner = context.runner,
                .workload = workload,
                .executable = context.executable,
                .trial_wall = context.trial_wall,
                .trial_cpu = context.trial_cpu,
                .limit = context.limit,
                .scratch = context.scratch,
                .announce = context.announce};
    }

    Workload workload_; ///< its padding changes
    PassContext context_;
    PerfSampler sampler_;
};

BothFunctionTimes not_measured(std::string why, std::string how) {
    return {std::nullopt, std::nullopt, {{what, std::move(why), std::move(how)}}};
}

void take_turns(Side& base, Side& candidate, const RepeatPlan& plan, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    for (int repeat = 0; repeat < plan.repeats; ++repeat) {
        process::check_interrupt();
        const auto frequency = plan.frequency - rate_step * (repeat % rates);
        const auto padding = draw_padding(random);
        const bool base_first = random() % 2 == 0;
        (base_first ? base : candidate).execute(repeat, frequency, padding);
        (base_first ? candidate : base).execute(repeat, frequency, padding);
    }
}

} // namespace

RepeatPlan plan_repeats(double trial_wall, double trial_cpu, double limit) {
    constexpr double usable = 0.8;
    constexpr double shortest = 0.0005;
    const auto cpu = std::max(trial_cpu, shortest);
    const auto frequency = std::round(std::clamp(most_samples_a_repeat / cpu, lowest_rate, highest_rate));
    const auto both = 2 * (trial_wall + seconds_beside);
    const auto wanted = std::clamp(std::ceil(wanted_samples_a_side / (cpu * frequency)), usual_repeats, most_repeats);
    const auto in_usual_time = std::max(usual_repeats, std::floor(usual_seconds / both));
    const auto affordable = std::floor(usable * limit / both);
    const auto repeats = std::min({wanted, in_usual_time, affordable});
    return {frequency, repeats < least_repeats ? 0 : static_cast<int>(repeats)};
}

FunctionTimes function_times_of(const Profile& profile, std::size_t executions) {
    FunctionTimes times{.tool = profile.tool, .event = profile.event, .frequency = profile.frequency};
    times.samples.resize(executions);
    times.others.resize(executions);
    times.unknown.resize(executions);
    std::vector<double> whole(executions);
    std::map<std::string, Leaf> leaves;
    for (const auto& stack : profile.stacks) {
        const auto execution = execution_of(stack, executions);
        times.samples[execution] += stack.samples;
        whole[execution] += stack.weight;
        const auto* const frame = stack.frames.empty() ? nullptr : &profile.frames[stack.frames.front()];
        if (frame == nullptr || frame->name == "[unknown]")
            times.unknown[execution] += stack.weight;
        else
            add_leaf(leaves[frame->name], *frame, stack, execution, executions);
    }
    const auto as_shares = [&](std::vector<double>& weights) {
        for (std::size_t i = 0; i < executions; ++i)
            weights[i] = whole[i] > 0 ? weights[i] / whole[i] : 0;
    };
    as_shares(times.unknown);
    for (auto& [name, leaf] : leaves) {
        leaf.time.name = name;
        as_shares(leaf.time.shares);
        list(times, std::move(leaf));
    }
    std::ranges::stable_sort(times.functions, std::ranges::greater{},
                             [](const FunctionTime& time) { return mean(time.shares); });
    return times;
}

BothFunctionTimes sample_functions(const PassContext& base, const PassContext& candidate, std::uint64_t seed) {
    const auto perf = tools::find_perf(base.runner, base.scratch);
    if (!perf)
        return not_measured(perf.error().why, perf.error().how);
    const auto wall = std::max(base.trial_wall, candidate.trial_wall);
    const auto plan = plan_repeats(wall, std::max(base.trial_cpu, candidate.trial_cpu), base.limit);
    if (plan.repeats == 0)
        return not_measured(fmt::format("three executions of each side do not fit into {:.0f} s", base.limit),
                            fmt::format("allow it with --pass-limit {:.0f}", std::ceil(10 * (wall + seconds_beside))));
    announce_pass(base, fmt::format("functions of both sides: perf, {} executions of each at {:.0f} Hz", plan.repeats,
                                    plan.frequency));
    try {
        Side base_side(base, *perf, plan.frequency);
        Side candidate_side(candidate, *perf, plan.frequency);
        take_turns(base_side, candidate_side, plan, seed);
        return {base_side.finish(plan.repeats), candidate_side.finish(plan.repeats), {}};
    } catch (const process::Interrupted&) {
        throw;
    } catch (const Error& error) {
        return not_measured(error.what(), error.hint());
    }
}

} // namespace perfeng::measure
