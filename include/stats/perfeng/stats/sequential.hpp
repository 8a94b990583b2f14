#pragma once

#include "perfeng/model/comparison.hpp"

#include <array>
#include <cstddef>
#include <vector>

namespace perfeng::stats {

/// Evidence on which side of zero a stream of values is centred, by betting on their signs and sizes: a gambler who
/// stakes the fraction L on "above zero" multiplies his wealth by 1 + L*g with each value, g in [-1, 1]. Where the
/// values are symmetric about zero or less, that wealth is a nonnegative supermartingale from 1, so it ever reaches
/// 1/alpha with a chance of at most alpha (Ville's inequality), however often one looks. See docs/statistics.md.
class Bet {
public:
    void add(double value);
    [[nodiscard]] double above() const; ///< mean wealth of those who bet on "above zero"
    [[nodiscard]] double below() const; ///< mean wealth of those who bet on "below zero"

private:
    [[nodiscard]] double gain(double value) const;

    static constexpr std::array stakes{.2, .4, .6, .8, .95};
    std::array<double, stakes.size()> above_{1, 1, 1, 1, 1};
    std::array<double, stakes.size()> below_{1, 1, 1, 1, 1};
    std::vector<double> magnitudes_; ///< of earlier values, ascending
};

/// Tells from pairs, one at a time, whether the candidate is worse or better than the base by more than `threshold`
/// (0.02 is 2%). It may be asked after every pair. What was shown once stays shown; each of the four statements is
/// wrong with a chance of at most `alpha`, over a stream of any length.
class SequentialTest {
public:
    /// Throws std::invalid_argument unless 0 <= threshold < infinity and 0 < alpha < 1.
    SequentialTest(double threshold, double alpha);

    /// ln(candidate / base) of the next pair where lower is better; the caller flips the sign where higher is.
    /// Throws std::invalid_argument when it isn't finite, and forgets it.
    void add(double log_ratio);

    [[nodiscard]] bool worse() const { return worse_; }           ///< shown to be above ln(1 + threshold)
    [[nodiscard]] bool not_worse() const { return not_worse_; }   ///< shown to be below ln(1 + threshold)
    [[nodiscard]] bool better() const { return better_; }         ///< shown to be below -ln(1 + threshold)
    [[nodiscard]] bool not_better() const { return not_better_; } ///< shown to be above -ln(1 + threshold)

    /// Worse is `regressed`, else better is `improved`, else neither by more than the threshold is `unchanged`.
    [[nodiscard]] Verdict verdict() const;
    [[nodiscard]] std::size_t size() const { return size_; }

private:
    double limit_;
    double enough_;
    Bet upper_;
    Bet lower_;
    bool worse_ = false;
    bool not_worse_ = false;
    bool better_ = false;
    bool not_better_ = false;
    std::size_t size_ = 0;
};

} // namespace perfeng::stats
