#include "value_axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace perfeng::report {
namespace {

struct AxisUnit {
    double least; ///< value from which on it is taken
    double factor;
    const char* name;
};

constexpr std::array axis_seconds{AxisUnit{1, 1, "s"}, AxisUnit{1e-3, 1e3, "ms"}, AxisUnit{1e-6, 1e6, "µs"},
                                  AxisUnit{0, 1e9, "ns"}};
constexpr double kib = 1024;
constexpr std::array axis_bytes{AxisUnit{kib * kib * kib, 1 / (kib * kib * kib), "GiB"},
                                AxisUnit{kib * kib, 1 / (kib * kib), "MiB"}, AxisUnit{kib, 1 / kib, "KiB"},
                                AxisUnit{0, 1, "bytes"}};

AxisUnit axis_unit(double largest, Unit unit) {
    if (unit == Unit::count)
        return {0, 1, ""};
    const auto& units = unit == Unit::seconds ? axis_seconds : axis_bytes;
    return *std::ranges::find_if(units, [&](const AxisUnit& each) { return largest >= each.least; });
}

/// 1, 2 or 5 times a power of ten.
double round_step(double step) {
    const auto power = std::pow(10, std::floor(std::log10(step)));
    for (const double part : {1.0, 2.0, 5.0})
        if (part * power >= step)
            return part * power;
    return 10 * power;
}

std::pair<double, double> widened(double lo, double hi) {
    if (hi > lo)
        return {lo, hi};
    const auto room = lo == 0 ? 1 : std::abs(lo) * 0.05;
    return {lo - room, hi + room};
}

} // namespace

ValueAxis::ValueAxis(double lo, double hi, Unit unit, int ticks) {
    std::tie(lo_, hi_) = widened(lo, hi);
    const auto chosen = axis_unit(std::max(std::abs(lo_), std::abs(hi_)), unit);
    factor_ = chosen.factor;
    unit_ = chosen.name;
    const auto step = round_step((hi_ - lo_) * factor_ / ticks);
    decimals_ = std::max(0, -static_cast<int>(std::floor(std::log10(step) + 1e-9)));
    const auto first = static_cast<long>(std::ceil(lo_ * factor_ / step - 1e-9));
    const auto last = static_cast<long>(std::floor(hi_ * factor_ / step + 1e-9));
    for (auto tick = first; tick <= last; ++tick)
        ticks_.push_back(static_cast<double>(tick) * step / factor_);
}

std::string ValueAxis::label(double value) const { return fmt::format("{:.{}f}", value * factor_, decimals_); }

} // namespace perfeng::report
