#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace perfeng::stats {

/// Where a stretch of values is most likely made of two: E-divisive's Q of every split (Matteson and James 2014,
/// equations 5 to 7, with alpha = 1), each sum in constant time from sums of all distances.
class EnergySplit {
public:
    explicit EnergySplit(std::span<const double> values);

    /// [from, at) against [at, end).
    struct Split {
        std::size_t at = 0;
        std::size_t end = 0;
    };
    /// The one with the largest Q of [from, to), the right part ending anywhere; each part has `least` values or more.
    /// None where they are too few, or all equal.
    [[nodiscard]] std::optional<Split> best(std::size_t from, std::size_t to, std::size_t least) const;

private:
    /// Of all distances between [a, b) and [c, d).
    [[nodiscard]] double sum(std::size_t a, std::size_t b, std::size_t c, std::size_t d) const;
    [[nodiscard]] double q(std::size_t from, std::size_t split, std::size_t end) const;

    std::size_t side_;
    std::vector<double> sums_; ///< over rectangles from the origin
};

} // namespace perfeng::stats
