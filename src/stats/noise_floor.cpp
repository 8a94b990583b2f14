#include "perfeng/stats/noise_floor.hpp"

#include "perfeng/stats/paired.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace perfeng::stats {

std::optional<Interval> noise_floor(std::span<const double> trials) {
    constexpr std::size_t trials_needed = 12;
    if (trials.size() < trials_needed || !(std::ranges::min(trials) > 0))
        return std::nullopt;
    std::vector<double> log_ratios;
    for (std::size_t i = 0; i + 1 < trials.size(); i += 2)
        log_ratios.push_back(std::log(trials[i + 1] / trials[i]));
    return paired_change(log_ratios).ci;
}

} // namespace perfeng::stats
