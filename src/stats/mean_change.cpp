#include "perfeng/stats/mean_change.hpp"

#include "check.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace perfeng::stats {
namespace {

double squared(double value) { return value * value; }

/// Welch and Satterthwaite: of the difference of both.
double joint_freedom(const Mean& a, const Mean& b) {
    const auto whole = squared(squared(a.error) + squared(b.error));
    const auto parts = std::pow(a.error, 4) / a.freedom + std::pow(b.error, 4) / b.freedom;
    return std::max(1.0, whole / parts);
}

} // namespace

Mean mean_of(std::span<const double> values, double least_error) {
    if (values.size() < 2)
        throw std::invalid_argument("mean_of: one value has no spread");
    const auto n = static_cast<double>(values.size());
    const auto mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
    double squares = 0;
    for (const auto value : values)
        squares += squared(value - mean);
    return {mean, std::max(std::sqrt(squares / (n - 1) / n), least_error), n - 1};
}

MeanChange change_of_means(const Mean& a, const Mean& b, double margin) {
    MeanChange result;
    result.change = b.value - a.value;
    const auto beyond = std::abs(result.change) - margin;
    const auto error = std::hypot(a.error, b.error);
    if (error <= 0) {
        result.ci = {result.change, result.change};
        result.p_value = beyond > 0 ? 0 : 1;
        return result;
    }
    const boost::math::students_t t(joint_freedom(a, b));
    const auto half = error * boost::math::quantile(boost::math::complement(t, 0.025));
    result.ci = {result.change - half, result.change + half};
    result.p_value = beyond > 0 ? std::min(1.0, 2 * boost::math::cdf(boost::math::complement(t, beyond / error))) : 1;
    return result;
}

} // namespace perfeng::stats
