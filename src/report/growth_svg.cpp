#include "growth_series.hpp"
#include "svg.hpp"

#include "perfeng/process/program.hpp"
#include "perfeng/report/growth.hpp"
#include "perfeng/report/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace perfeng::report {
namespace {

constexpr double svg_width = 860;
constexpr double plot_left = 78;
constexpr double plot_right = 840;
constexpr double plot_top = 62;
constexpr double plot_bottom = 440;
constexpr double legend_row = 20;

/// From sizes and figures to pixels.
struct SvgScale {
    double left = HUGE_VAL;
    double right = -HUGE_VAL;
    double bottom = 0;
    double top = std::log10(2.0);

    void include(double size, double value) {
        left = std::min(left, std::log10(size));
        right = std::max(right, std::log10(size));
        bottom = std::min(bottom, std::log10(value));
        top = std::max(top, std::log10(value));
    }
    [[nodiscard]] double x(double size) const {
        return plot_left + (std::log10(size) - left) / (right - left) * (plot_right - plot_left);
    }
    [[nodiscard]] double y(double value) const {
        return plot_bottom - (std::log10(value) - bottom) / (top - bottom) * (plot_bottom - plot_top);
    }
};

SvgScale scale_of_all(const std::vector<GrowthSeries>& series) {
    SvgScale scale;
    for (const auto& one : series)
        for (std::size_t i = 0; i < one.sizes.size(); ++i)
            scale.include(one.sizes[i], one.values[i]);
    return scale;
}

std::string value_axis(const SvgScale& scale) {
    std::string drawn;
    const double decades = scale.top - scale.bottom;
    const int step = std::max(1, static_cast<int>(std::ceil(decades / 8)));
    for (int power = static_cast<int>(std::floor(scale.bottom)); power <= scale.top; power += step)
        for (const double part : {1.0, 2.0, 5.0}) {
            const double value = part * std::pow(10, power);
            const double height = std::log10(value);
            if (height < scale.bottom - 1e-9 || height > scale.top + 1e-9 || (decades > 2 && part != 1.0))
                continue;
            drawn += svg_line(plot_left, scale.y(value), plot_right, scale.y(value), "grid");
            drawn += svg_text(plot_left - 8, scale.y(value) + 4, "end", "faint", fmt::format("{:g}x", value));
        }
    return drawn;
}

std::string size_axis(const SvgScale& scale, const std::vector<double>& sizes) {
    std::string drawn = svg_line(plot_left, plot_bottom, plot_right, plot_bottom, "axis");
    drawn += svg_line(plot_left, plot_top, plot_left, plot_bottom, "axis");
    double last = -HUGE_VAL;
    for (const double size : sizes) {
        drawn += svg_line(scale.x(size), plot_bottom, scale.x(size), plot_bottom + 5, "axis");
        if (scale.x(size) - last < 60)
            continue;
        last = scale.x(size);
        drawn += svg_text(last, plot_bottom + 20, "middle", "faint", fmt::format("{:.12g}", size));
    }
    return drawn;
}

std::string guide(const SvgScale& scale, double power) {
    const double first = std::pow(10, scale.left);
    const double end = power == 0 ? scale.right : std::min(scale.right, scale.left + scale.top / power);
    const double size = std::pow(10, end);
    const double value = std::pow(size / first, power);
    return svg_line(scale.x(first), scale.y(1), scale.x(size), scale.y(value), "guide") +
           svg_text(scale.x(size) - 6, scale.y(value) - 6, "end", "faint", power == 1 ? "n" : "n^2");
}

std::string curve_of(const GrowthSeries& series, const SvgScale& scale, std::size_t which) {
    if (series.fitted.empty())
        return {};
    constexpr int pieces = 60;
    std::string points;
    const double from = std::log(series.sizes.front());
    const double to = std::log(series.sizes.back());
    for (int i = 0; i <= pieces; ++i) {
        const double size = std::exp(from + (to - from) * i / pieces);
        const double value = fitted_at(*series.fit, size) / series.first;
        points += fmt::format("{:.1f},{:.1f} ", scale.x(size), std::clamp(scale.y(value), plot_top, plot_bottom));
    }
    return fmt::format("<polyline points=\"{}\" class=\"fit s{}\"/>\n", points, which);
}

std::string marks_of(const GrowthSeries& series, const SvgScale& scale, std::size_t which) {
    std::string drawn;
    for (std::size_t i = 0; i < series.sizes.size(); ++i)
        drawn += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\" class=\"mark s{}\"/>\n",
                             scale.x(series.sizes[i]), scale.y(series.values[i]), which);
    return drawn;
}

std::string legend_of(const std::vector<GrowthSeries>& series) {
    std::string drawn;
    for (std::size_t which = 0; which < series.size(); ++which) {
        const double y = plot_bottom + 48 + legend_row * static_cast<double>(which);
        drawn += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"5\" class=\"mark s{}\"/>\n", plot_left + 4, y - 4,
                             which);
        const auto& power = series[which].fit->power;
        const auto tail =
            power ? fmt::format("  (power {:.2f} [{:.2f}, {:.2f}])", power->exponent, power->ci.lo, power->ci.hi)
                  : std::string();
        drawn += svg_text(plot_left + 18, y, "start", "legend", cut_middle(series[which].label, 76) + tail);
    }
    return drawn;
}

} // namespace

std::string growth_svg(const Growth& growth) {
    const auto series = series_to_draw(growth);
    const auto scale = scale_of_all(series);
    const double height = plot_bottom + 60 + legend_row * static_cast<double>(series.size());
    const auto command = process::join_words(growth.workload.argv);
    auto svg = svg_begin(svg_width, height, "Growth of " + command);
    svg += svg_text(plot_left - 60, 26, "start", "title", "Growth of " + cut_middle(command, 100));
    svg += svg_text(plot_left - 60, 46, "start", "faint",
                    "relative to the smallest size, both scales logarithmic; points are measured, lines are fits");
    if (!(scale.right > scale.left))
        return svg + svg_text(svg_width / 2, 240, "middle", "faint", "under two sizes: nothing to draw") + "</svg>\n";
    std::vector<double> sizes;
    for (const auto& size : growth.sizes)
        sizes.push_back(size.size);
    svg += value_axis(scale) + size_axis(scale, sizes) + guide(scale, 1) + guide(scale, 2);
    for (std::size_t which = 0; which < series.size(); ++which)
        svg += curve_of(series[which], scale, which) + marks_of(series[which], scale, which);
    return svg + legend_of(series) + "</svg>\n";
}

} // namespace perfeng::report
