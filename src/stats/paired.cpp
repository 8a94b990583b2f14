#include "perfeng/stats/paired.hpp"

#include "check.hpp"
#include "order.hpp"

#include <boost/math/distributions/normal.hpp>

#include <vector>

namespace perfeng::stats {
namespace {

std::vector<double> sorted_walsh_averages(std::span<const double> values) {
    std::vector<double> averages;
    averages.reserve(values.size() * (values.size() + 1) / 2);
    for (std::size_t i = 0; i < values.size(); ++i)
        for (std::size_t j = 0; j <= i; ++j)
            averages.push_back(std::midpoint(values[i], values[j]));
    std::ranges::sort(averages);
    return averages;
}

// ways[s]: how many of the 2^n equally likely sign patterns of the ranks 1..n give T+ = s.
std::vector<double> signed_rank_ways(std::size_t n) {
    std::vector<double> ways(n * (n + 1) / 2 + 1, 0);
    ways[0] = 1;
    for (std::size_t rank = 1; rank <= n; ++rank)
        for (auto sum = ways.size() - 1; sum >= rank; --sum)
            ways[sum] += ways[sum - rank];
    return ways;
}

std::size_t exact_rank(std::size_t n) {
    const auto allowed = tail * std::exp2(static_cast<double>(n));
    std::size_t rank = 0;
    double below = 0;
    for (const auto ways : signed_rank_ways(n)) {
        below += ways;
        if (below > allowed)
            break;
        ++rank;
    }
    return rank;
}

std::size_t approximate_rank(std::size_t pairs) {
    constexpr double continuity = 0.5;
    const auto n = static_cast<double>(pairs);
    const auto mean = n * (n + 1) / 4;
    const auto deviation = std::sqrt(n * (n + 1) * (2 * n + 1) / 24);
    return static_cast<std::size_t>(mean + boost::math::quantile(boost::math::normal(), tail) * deviation + continuity);
}

// The largest k with P(T+ < k) <= tail when no change is true; 0 under 6 pairs.
std::size_t signed_rank(std::size_t pairs) {
    constexpr std::size_t most_exact = 25;
    return pairs <= most_exact ? exact_rank(pairs) : approximate_rank(pairs);
}

} // namespace

PairedEstimate paired_change(std::span<const double> log_ratios) {
    require(!log_ratios.empty(), "no pairs to estimate a change from");
    require_finite(log_ratios);
    const auto averages = sorted_walsh_averages(log_ratios);
    PairedEstimate estimate{.change = std::expm1(median_of_sorted(averages)), .ci = std::nullopt};
    if (const auto logs = between_ranks(averages, signed_rank(log_ratios.size())))
        estimate.ci = Interval{std::expm1(logs->lo), std::expm1(logs->hi)};
    return estimate;
}

} // namespace perfeng::stats
