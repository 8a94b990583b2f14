#include "function_counts.hpp"

#include "perfeng/analysis/hot_places.hpp"
#include "perfeng/analysis/hotspots.hpp"
#include "perfeng/analysis/size_budgets.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/interrupt.hpp"
#include "perfeng/stats/growth.hpp"
#include "perfeng/tools/counters/callgrind.hpp"
#include "perfeng/tools/memory/valgrind.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace perfeng::pipeline {
namespace {

constexpr std::uint64_t samples_for_functions = 1000;

double least_of(const GrowthSize& size, std::string_view name) {
    const auto found = std::ranges::find(size.metrics, name, &Metric::name);
    return found == size.metrics.end() ? 0 : found->summary.min;
}

/// Counts functions at the sizes of one `perfeng scale`.
class Counting {
public:
    Counting(const Context& context, const ScaleOptions& options, const Subject& subject,
             const std::filesystem::path& scratch)
        : context_(context), options_(options), subject_(subject), scratch_(scratch) {}

    measure::PassResult<Profile> profile(const GrowthSize& size, const Workload& workload,
                                         const measure::ProfileOptions& how) {
        const process::TemporaryDirectory directory(scratch_);
        const measure::PassContext pass{.runner = context_.runner,
                                        .workload = workload,
                                        .executable = subject_.files.file,
                                        .trial_wall = least_of(size, "wall_time"),
                                        .trial_cpu = least_of(size, "cpu_time"),
                                        .limit = options_.measure.pass_limit,
                                        .scratch = directory.path(),
                                        .announce = [&](std::string_view line) { context_.progress.say(line); }};
        auto result = measure::profile_cpu(pass, how);
        hottest_.clear();
        if (result.result && result.result->tool == "callgrind")
            keep_lines(result);
        return result;
    }

    [[nodiscard]] measure::ProfileOptions counting() const {
        auto how = options_.measure.profile;
        how.profiler = "callgrind";
        return how;
    }
    [[nodiscard]] measure::ProfileOptions sampling() const {
        auto how = options_.measure.profile;
        if (how.profiler.empty() || how.profiler == "auto")
            how.profiler = "perf";
        how.wanted_samples = samples_for_functions;
        return how;
    }

    /// False where it could not be had, and why is told.
    bool add(Growth& growth, GrowthSize& size, const ScaleInput& input, const measure::ProfileOptions& how,
             std::vector<analysis::FunctionsAtSize>& counted) {
        process::check_interrupt();
        context_.progress.stage(fmt::format("functions at size {}", analysis::size_text(size.size)));
        const auto workload = workload_at(growth.workload, input);
        auto result = profile(size, workload, how);
        if (!result.result) {
            for (const auto& missing : result.not_measured)
                growth.not_measured.push_back(
                    {"functions from size " + analysis::size_text(size.size) + " on", missing.why, missing.how});
            return false;
        }
        analysis::FunctionsAtSize one{size.size, std::move(*result.result), std::move(hottest_), 1};
        if (one.profile.samples > 0) {
            analysis::tally(one.profile);
            one.hottest = analysis::hottest_line_of_each(one.profile);
            one.executions = std::max(1.0, one.profile.weight / std::max(least_of(size, "cpu_time"), 1e-9));
            one.profile.stacks.clear();
        }
        size.counted = true;
        counted.push_back(std::move(one));
        return true;
    }

private:
    void keep_lines(const measure::PassResult<Profile>& result) {
        for (const auto& raw : result.raw)
            if (auto lines = tools::read_callgrind_lines(process::read_file(raw.path)))
                hottest_ = std::move(lines->hottest);
    }

    const Context& context_;
    const ScaleOptions& options_;
    const Subject& subject_;
    std::filesystem::path scratch_;
    std::vector<HotLine> hottest_;
};

/// Enough sizes are small enough to be counted within the limit.
bool worth_counting(const Growth& growth, double limit) {
    std::vector<double> sizes;
    for (const auto& size : growth.sizes)
        if (least_of(size, "cpu_time") * tools::callgrind_slowdown <= limit)
            sizes.push_back(size.size);
    return sizes.size() >= stats::sizes_needed &&
           (sizes.back() >= sizes.front() * stats::span_needed || stats::equally_spaced(sizes));
}

} // namespace

void count_functions(const Context& context, const ScaleOptions& options, const Subject& subject,
                     const std::filesystem::path& scratch, Growth& growth,
                     std::vector<analysis::FunctionsAtSize>& counted) {
    if (options.per_function == PerFunction::none) {
        growth.not_measured.push_back({"growth by function", "it was not asked for", "--per-function auto"});
        return;
    }
    Counting counting(context, options, subject, scratch);
    const bool samples =
        options.per_function == PerFunction::samples ||
        (options.per_function == PerFunction::automatic && !worth_counting(growth, options.measure.pass_limit));
    const auto run_all = [&](const measure::ProfileOptions& how) {
        for (std::size_t i = 0; i < growth.sizes.size(); ++i)
            if (!counting.add(growth, growth.sizes[i], options.inputs[i], how, counted))
                return;
    };
    run_all(samples ? counting.sampling() : counting.counting());
    if (!samples && counted.empty() && options.per_function == PerFunction::automatic)
        run_all(counting.sampling());
}

std::string investigate(const Context& context, const ScaleOptions& options, const Subject& subject,
                        const std::filesystem::path& scratch, const GrowthSize& size, const Workload& workload) {
    context.progress.say(
        fmt::format("size {} is over its budget: taking a profile of it", analysis::size_text(size.size)));
    Counting counting(context, options, subject, scratch);
    auto result = counting.profile(size, workload, options.measure.profile);
    if (!result.result)
        return {};
    analysis::tally(*result.result);
    analysis::find_hot_lines(*result.result);
    return analysis::bottleneck_in_words(*result.result);
}

} // namespace perfeng::pipeline
