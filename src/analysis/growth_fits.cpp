#include "perfeng/analysis/growth.hpp"
#include "perfeng/analysis/own_code.hpp"
#include "perfeng/stats/growth.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace perfeng::analysis {
namespace {

constexpr std::array fitted_metrics{"user_time", "cpu_time", "wall_time", "peak_rss"};
constexpr double least_share = 0.01;
constexpr std::uint64_t samples_needed = 100;

GrowthFit fit(const std::vector<double>& sizes, const std::vector<double>& values, double noise,
              std::optional<double> at) {
    return stats::fit_growth({.sizes = sizes, .values = values, .noise = noise, .at = at});
}

const Metric* metric_of(const GrowthSize& size, std::string_view name) {
    const auto found = std::ranges::find(size.metrics, name, &Metric::name);
    return found == size.metrics.end() ? nullptr : &*found;
}

/// Relative, of the least of the trials: about that of their lower half, the typical one over all sizes.
double noise_of(const Growth& growth, std::string_view name) {
    std::vector<double> all;
    for (const auto& size : growth.sizes)
        if (const auto* const metric = metric_of(size, name); metric != nullptr && metric->summary.min > 0)
            all.push_back((metric->summary.median - metric->summary.min) / metric->summary.min);
    if (all.empty())
        return 0;
    std::ranges::sort(all);
    return all[all.size() / 2];
}

void add_metric(Growth& growth, std::string_view name) {
    MetricGrowth fitted{.name = std::string(name)};
    for (const auto& size : growth.sizes)
        if (const auto* const metric = metric_of(size, name); metric != nullptr && metric->summary.min > 0) {
            fitted.unit = metric->unit;
            fitted.sizes.push_back(size.size);
            fitted.values.push_back(metric->summary.min);
        }
    if (fitted.sizes.empty())
        return;
    fitted.fit = fit(fitted.sizes, fitted.values, noise_of(growth, name), growth.at);
    growth.metrics.push_back(std::move(fitted));
}

void add_counted_whole(Growth& growth, std::span<const FunctionsAtSize> counted) {
    MetricGrowth whole{.name = "instructions"};
    for (const auto& one : counted)
        if (one.profile.samples == 0 && one.profile.event == whole.name && one.profile.weight > 0) {
            whole.sizes.push_back(one.size);
            whole.values.push_back(one.profile.weight);
        }
    if (whole.sizes.empty())
        return;
    whole.fit = fit(whole.sizes, whole.values, 0, growth.at);
    growth.metrics.push_back(std::move(whole));
}

using Key = std::pair<std::string, std::string>;

Key key_of(const FunctionCost& function) {
    return {function.raw_name.empty() ? function.name : function.raw_name, function.module};
}

/// By the name: the counts of a function may begin in a header that was inlined into it. What starts and ends a program
/// is nobody's.
bool is_users(FunctionCost function) {
    function.file.clear();
    return is_own_code(function) && !function.name.starts_with("(below main)") &&
           !function.name.starts_with("_start") && function.name != "std::_Function_handler::_M_invoke" &&
           !function.name.starts_with("0x");
}

FunctionGrowth begun(const FunctionCost& last) {
    return {.name = last.name,
            .module = last.module,
            .file = last.file,
            .line = last.line,
            .hot_file = last.file,
            .hot_line = last.line,
            .share = last.total_share,
            .self_share = last.self_share,
            .own = is_users(last),
            .recursive = last.max_depth > 1};
}

void take_hot_line(FunctionGrowth& function, const HotLine& line) {
    function.hot_share = line.share;
    if (line.line == 0)
        return;
    function.hot_file = line.file;
    function.hot_line = line.line;
}

/// Largest share of `samples` first, over the sizes: what a sampled function's figures are uncertain by.
double sampling_noise(std::uint64_t least_samples) {
    return least_samples == 0 ? 0 : 1 / std::sqrt(static_cast<double>(least_samples));
}

void fit_function(FunctionGrowth& function, const Key& key, std::span<const FunctionsAtSize> counted,
                  std::optional<double> at) {
    std::uint64_t least_samples = 0;
    std::size_t too_few = 0;
    for (const auto& one : counted) {
        const auto& all = one.profile.functions;
        const auto found = std::ranges::find_if(all, [&](const FunctionCost& cost) { return key_of(cost) == key; });
        if (found == all.end() || found->total <= 0)
            continue;
        if (one.profile.samples > 0 && found->total_samples < samples_needed) {
            ++too_few;
            continue;
        }
        if (one.profile.samples > 0)
            least_samples = least_samples == 0 ? found->total_samples : std::min(least_samples, found->total_samples);
        function.recursive = function.recursive || found->max_depth > 1;
        function.sizes.push_back(one.size);
        function.values.push_back(found->total / one.executions);
    }
    if (function.sizes.empty()) {
        function.fit.words = "not told";
        function.fit.refused = fmt::format("under {} samples at every size", samples_needed);
        return;
    }
    function.fit = fit(function.sizes, function.values, sampling_noise(least_samples), at);
    if (!function.fit.refused.empty() && too_few > 0)
        function.fit.refused =
            fmt::format("under {} samples at {} of the sizes: {}", samples_needed, too_few, function.fit.refused);
}

} // namespace

void fit_metrics(Growth& growth, std::span<const FunctionsAtSize> counted) {
    growth.metrics.clear();
    for (const auto* const name : fitted_metrics)
        add_metric(growth, name);
    add_counted_whole(growth, counted);
    if (counted.empty() || counted.front().profile.event != "instructions")
        add_metric(growth, "instructions");
}

void fit_functions(Growth& growth, std::span<const FunctionsAtSize> counted) {
    growth.functions.clear();
    if (counted.empty())
        return;
    const auto& last = counted.back();
    growth.counter = last.profile.tool;
    growth.counted = last.profile.event;
    growth.counted_unit = last.profile.unit;
    for (std::size_t i = 0; i < last.profile.functions.size(); ++i) {
        const auto& cost = last.profile.functions[i];
        if (cost.total_share < least_share)
            continue;
        auto function = begun(cost);
        if (i < last.hottest.size())
            take_hot_line(function, last.hottest[i]);
        fit_function(function, key_of(cost), counted, growth.at);
        growth.functions.push_back(std::move(function));
    }
    std::ranges::stable_sort(growth.functions, std::ranges::greater{}, &FunctionGrowth::share);
}

} // namespace perfeng::analysis
