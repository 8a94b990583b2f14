#include "cpu_ways.hpp"
#include "frame_pointers.hpp"
#include "pass_words.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/process/interrupt.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/tools/stacks/perf.hpp"
#include "perfeng/tools/stacks/perf_script.hpp"
#include "perfeng/tools/symbols/elf.hpp"
#include "perfeng/tools/symbols/inline_frames.hpp"

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
constexpr std::size_t told_of_stderr = 400;

/// One recording after the other, all read into one profile.
class Sampler {
public:
    Sampler(const PassContext& context, const tools::Perf& perf, tools::Recording recording)
        : context_(context), perf_(perf), recording_(std::move(recording)) {}

    /// Throws Error where the workload or perf fails.
    void execute() {
        ++executions_;
        recording_.file =
            context_.scratch / fmt::format("perf.{:.0f}{}.data", recording_.frequency, raw_.empty() ? "" : ".again");
        record();
        read();
        if (raw_.empty())
            raw_ = recording_.file;
        else
            std::filesystem::remove(recording_.file);
    }

    [[nodiscard]] std::uint64_t samples() const { return reader_.samples(); }
    [[nodiscard]] double seconds_an_execution() const {
        return static_cast<double>(samples()) / recording_.frequency / executions_;
    }
    [[nodiscard]] const std::filesystem::path& raw() const { return raw_; }

    [[nodiscard]] tools::ExpandedProfile finish() {
        auto script = reader_.finish();
        if (!script)
            throw Error("no sample was taken: the workload uses too little CPU time", "give it more work");
        auto expanded = tools::expand_inlined(std::move(*script), context_.runner, context_.scratch);
        expanded.profile.frequency = recording_.frequency;
        expanded.profile.call_graph = recording_.call_graph;
        return expanded;
    }

private:
    void record() {
        auto command = under_tool(context_, tools::record_prefix(perf_, recording_));
        // The workload's messages come with perf's own: to a file, as there may be many.
        const auto messages = context_.scratch / "perf.stderr";
        command.err = process::Output::file(messages.string());
        const auto execution = context_.runner.run(command);
        if (execution.status.timed_out)
            throw Error(fmt::format("the workload did not end within {:.0f} s under perf", context_.limit),
                        "give it less work");
        std::error_code none;
        const bool recorded = std::filesystem::file_size(recording_.file, none) > 0 && !none;
        if (!recorded || !(execution.status.ok() || context_.workload.ignore_failure))
            throw Error("the workload failed under perf, though not in its trials: " + to_string(execution.status) +
                            ": " + last_words(process::tail_of_file(messages, told_of_stderr)),
                        "run by hand: " + process::join_words(command.argv));
    }

    void read() {
        const auto argv = tools::script_command(perf_, recording_.file);
        auto command = process::tool_command(argv, context_.limit);
        command.out = process::Output::stream([this](std::string_view piece) { reader_.feed(piece); });
        const auto execution = context_.runner.run(command);
        reader_.end_recording();
        if (!execution.status.ok())
            throw Error("perf script: " + to_string(execution.status) + ": " + last_words(execution.err),
                        "run by hand: " + process::join_words(argv));
    }

    const PassContext& context_;
    const tools::Perf& perf_;
    tools::Recording recording_;
    tools::PerfScriptReader reader_;
    std::filesystem::path raw_;
    int executions_ = 0;
};

double time_to_repeat(double limit) { return std::min(longest_repeating, limit * usable_share_of_limit); }

void sample(const PassContext& context, const SamplingPlan& plan, std::uint64_t wanted_samples, Sampler& sampler) {
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + std::chrono::duration<double>(time_to_repeat(context.limit));
    for (int i = 0; i < plan.executions; ++i) {
        if (i > 0 && (sampler.samples() >= wanted_samples || Clock::now() > end))
            break;
        sampler.execute();
    }
}

PassResult<Profile> told_by(Sampler& sampler) {
    auto expanded = sampler.finish();
    return {std::move(expanded.profile), {{"perf.data", sampler.raw()}}, std::move(expanded.not_measured)};
}

/// Threads and processes that live for less than a period of the clock are sampled by chance, or never. A long run of
/// them is not sampled faster.
bool misses_short_lives(const Sampler& sampler, const PassContext& context) {
    constexpr double seen = 0.5;
    return sampler.seconds_an_execution() < seen * context.trial_cpu &&
           context.trial_cpu * frequency_for_short_lives < most_samples;
}

/// The faster recording, where the kernel allows it and it sees more; else what was sampled.
PassResult<Profile> sampled_faster(const PassContext& context, const tools::Perf& perf, const std::string& call_graph,
                                   Sampler& sampled) {
    announce_pass(context,
                  fmt::format("CPU profile: perf saw {:.0f}% of the CPU time, as of threads that are too short "
                              "for a sample; again at {:.0f} Hz",
                              100 * sampled.seconds_an_execution() / context.trial_cpu, frequency_for_short_lives));
    Sampler faster(context, perf, {.call_graph = call_graph, .frequency = frequency_for_short_lives});
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
        Sampler sampler(context, perf, {.call_graph = call_graph, .frequency = plan.frequency});
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
