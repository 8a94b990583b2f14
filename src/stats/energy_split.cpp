#include "energy_split.hpp"

#include <cmath>

namespace perfeng::stats {

EnergySplit::EnergySplit(std::span<const double> values) : side_(values.size() + 1), sums_(side_ * side_, 0.0) {
    for (std::size_t i = 1; i < side_; ++i)
        for (std::size_t j = 1; j < side_; ++j)
            sums_[i * side_ + j] = std::abs(values[i - 1] - values[j - 1]) + sums_[(i - 1) * side_ + j] +
                                   sums_[i * side_ + j - 1] - sums_[(i - 1) * side_ + j - 1];
}

double EnergySplit::sum(std::size_t a, std::size_t b, std::size_t c, std::size_t d) const {
    return sums_[b * side_ + d] - sums_[a * side_ + d] - sums_[b * side_ + c] + sums_[a * side_ + c];
}

double EnergySplit::q(std::size_t from, std::size_t split, std::size_t end) const {
    const auto n = static_cast<double>(split - from);
    const auto m = static_cast<double>(end - split);
    const auto between = 2 * sum(from, split, split, end) / (n * m);
    const auto left = n > 1 ? sum(from, split, from, split) / (n * (n - 1)) : 0;
    const auto right = m > 1 ? sum(split, end, split, end) / (m * (m - 1)) : 0;
    return n * m / (n + m) * (between - left - right);
}

std::optional<EnergySplit::Split> EnergySplit::best(std::size_t from, std::size_t to, std::size_t least) const {
    std::optional<Split> found;
    double highest = 0;
    for (auto split = from + least; split + least <= to; ++split)
        for (auto end = split + least; end <= to; ++end)
            if (const auto here = q(from, split, end); here > highest) {
                highest = here;
                found = Split{split, end};
            }
    return found;
}

} // namespace perfeng::stats
