#include "perfeng/stats/false_discovery.hpp"

#include "check.hpp"

namespace perfeng::stats {
namespace {

bool is_probability(double value) { return value >= 0 && value <= 1; }

// The largest p-value p_(k) with p_(k) <= k/m * q; below every p-value where there is none.
double largest_discovered(std::span<const double> p_values, double q) {
    std::vector<double> sorted(p_values.begin(), p_values.end());
    std::ranges::sort(sorted);
    const auto m = static_cast<double>(sorted.size());
    for (auto k = sorted.size(); k > 0; --k)
        if (sorted[k - 1] <= static_cast<double>(k) / m * q)
            return sorted[k - 1];
    return -1;
}

} // namespace

std::vector<bool> benjamini_hochberg(std::span<const double> p_values, double q) {
    require(is_probability(q) && std::ranges::all_of(p_values, is_probability), "a probability lies between 0 and 1");
    const auto limit = largest_discovered(p_values, q);
    std::vector<bool> discovered;
    discovered.reserve(p_values.size());
    for (const auto p : p_values)
        discovered.push_back(p <= limit);
    return discovered;
}

} // namespace perfeng::stats
