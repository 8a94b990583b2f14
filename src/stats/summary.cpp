#include "perfeng/stats/summary.hpp"

#include "check.hpp"
#include "order.hpp"

#include <boost/math/distributions/binomial.hpp>

namespace perfeng::stats {
namespace {

std::vector<double> sorted_copy(std::span<const double> values) {
    require_finite(values);
    std::vector<double> sorted(values.begin(), values.end());
    std::ranges::sort(sorted);
    return sorted;
}

// Boost rounds a lower quantile down, to the largest k with P(Binomial <= k) <= tail.
std::size_t median_rank(std::size_t n) {
    constexpr std::size_t fewest = 6;
    if (n < fewest)
        return 0;
    const boost::math::binomial_distribution<double> below(static_cast<double>(n), 0.5);
    return static_cast<std::size_t>(boost::math::quantile(below, tail)) + 1;
}

// Welford's recurrence: equal values give a deviation of exactly 0.
void add_moments(std::span<const double> trials, Summary& summary) {
    double squares = 0;
    double count = 0;
    for (const auto trial : trials) {
        ++count;
        const auto off = trial - summary.mean;
        summary.mean += off / count;
        squares += off * (trial - summary.mean);
    }
    summary.stddev = count > 1 ? std::sqrt(squares / (count - 1)) : 0;
}

double mean(std::span<const double> values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// What stands for one standard deviation in a modified z-score: either figure, so scaled, is 1 for a normal sample.
double robust_deviation(std::span<const double> distances) {
    constexpr double mad_of_normal = 0.6745;
    constexpr double mean_ad_of_normal = 1 / 1.2533;
    const auto mad = median(distances);
    return mad > 0 ? mad / mad_of_normal : mean(distances) / mean_ad_of_normal;
}

} // namespace

double median(std::span<const double> values) {
    require(!values.empty(), "no values to take the median of");
    return median_of_sorted(sorted_copy(values));
}

Summary summarise(std::span<const double> trials) {
    if (trials.empty())
        return {};
    const auto sorted = sorted_copy(trials);
    Summary summary{.n = sorted.size(),
                    .median = median_of_sorted(sorted),
                    .min = sorted.front(),
                    .max = sorted.back(),
                    .ci = between_ranks(sorted, median_rank(sorted.size()))};
    add_moments(trials, summary);
    return summary;
}

std::vector<std::size_t> outliers(std::span<const double> values) {
    constexpr double beyond = 3.5;
    if (values.empty())
        return {};
    const auto middle = median(values);
    std::vector<double> distances(values.size());
    std::ranges::transform(values, distances.begin(), [&](double value) { return std::abs(value - middle); });
    const auto deviation = robust_deviation(distances);
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < distances.size(); ++i)
        if (distances[i] > beyond * deviation)
            found.push_back(i);
    return found;
}

} // namespace perfeng::stats
