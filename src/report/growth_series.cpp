#include "growth_series.hpp"

#include "pages.hpp"

#include "perfeng/stats/growth.hpp"

#include <algorithm>
#include <cmath>

namespace perfeng::report {
namespace {

constexpr std::size_t functions_drawn = 3;

GrowthSeries series_of(const std::string& label, const std::vector<double>& sizes, const std::vector<double>& values,
                       const GrowthFit& fit) {
    GrowthSeries series{.label = label + ": " + words_of_fit(fit), .sizes = sizes, .values = {}, .fitted = {}};
    series.first = values.front();
    series.fit = &fit;
    for (const double value : values)
        series.values.push_back(value / values.front());
    if (fit.refused.empty())
        for (const double size : sizes)
            series.fitted.push_back(fitted_at(fit, size) / values.front());
    return series;
}

const MetricGrowth* metric_named(const Growth& growth, const char* name) {
    const auto found = std::ranges::find(growth.metrics, name, &MetricGrowth::name);
    return found == growth.metrics.end() ? nullptr : &*found;
}

double steepness(const FunctionGrowth& function) { return function.fit.power ? function.fit.power->exponent : 0; }

std::vector<const FunctionGrowth*> telling_functions(const Growth& growth) {
    constexpr double drawn_share = 0.05;
    std::vector<const FunctionGrowth*> own;
    for (const auto& function : growth.functions)
        if (function.own && function.share >= drawn_share && !function.values.empty() && function.name != "main")
            own.push_back(&function);
    std::ranges::stable_sort(own, std::ranges::greater{},
                             [](const auto* function) { return std::round(10 * steepness(*function)); });
    own.resize(std::min(own.size(), functions_drawn));
    return own;
}

} // namespace

double fitted_at(const GrowthFit& fit, double size) {
    if (!fit.classes.empty())
        return fit.classes.front().intercept +
               fit.classes.front().coefficient *
                   stats::shape_of(fit.classes.front().growth, size, fit.classes.front().base);
    return fit.power ? fit.power->intercept + fit.power->coefficient * std::pow(size, fit.power->exponent) : 0;
}

std::string words_of_fit(const GrowthFit& fit) { return fit.words.empty() ? "not told" : fit.words; }

std::vector<GrowthSeries> series_to_draw(const Growth& growth) {
    std::vector<GrowthSeries> all;
    const auto* const work = metric_named(growth, "instructions") != nullptr ? metric_named(growth, "instructions")
                                                                             : metric_named(growth, "cpu_time");
    for (const auto* const metric : {work, metric_named(growth, "wall_time"), metric_named(growth, "peak_rss")})
        if (metric != nullptr && !metric->values.empty())
            all.push_back(series_of(label_of(metric->name), metric->sizes, metric->values, metric->fit));
    for (const auto* const function : telling_functions(growth))
        all.push_back(series_of(function->name, function->sizes, function->values, function->fit));
    return all;
}

} // namespace perfeng::report
