#pragma once

#include "perfeng/model/metric.hpp"

#include <string>
#include <vector>

namespace perfeng::report {

/// An axis of one unit for all its labels: "ms", "MiB"; ticks at round values.
class ValueAxis {
public:
    /// From `lo` to `hi`, widened where they are equal. About `ticks` ticks.
    ValueAxis(double lo, double hi, Unit unit, int ticks);

    [[nodiscard]] double lo() const { return lo_; }
    [[nodiscard]] double hi() const { return hi_; }
    [[nodiscard]] const std::string& unit() const { return unit_; } ///< empty for counts
    [[nodiscard]] const std::vector<double>& ticks() const { return ticks_; }
    /// Told as finely as the ticks are apart, without the unit.
    [[nodiscard]] std::string label(double value) const;
    /// 0 at the lower end, 1 at the upper.
    [[nodiscard]] double up(double value) const { return (value - lo_) / (hi_ - lo_); }

private:
    double lo_ = 0;
    double hi_ = 1;
    double factor_ = 1; ///< from the metric's unit to the axis'
    std::string unit_;
    int decimals_ = 0;
    std::vector<double> ticks_;
};

} // namespace perfeng::report
