#pragma once

#include <cstddef>
#include <span>
#include <vector>

/// Where the level of a series changes for good: one value a commit, oldest first. docs/history.md explains.
namespace perfeng::stats {

struct ChangePointRules {
    double alpha = 0.001;       ///< of the t-test
    double least_change = 0;    ///< no larger ones, as fractions of the level before, are no changes
    std::size_t window = 50;    ///< points that are looked at together, at least 2 * least_side
    std::size_t least_side = 3; ///< points that a level must last
};

/// The level changes before the point `at`. `before` and `after` are the medians of the values between this change and
/// its neighbours; `p_value` is Student's, of both sides, corrected for the choice of the place.
struct ChangePoint {
    std::size_t at = 0;
    double before = 0;
    double after = 0;
    double p_value = 1;
};

/// Oldest first, by the method of Hunter (Fleming et al., "Hunter: Using Change Point Detection to Hunt for Performance
/// Regressions", ICPE 2023; now Apache Otava): in windows that overlap by half, E-divisive means (Matteson and James,
/// "A Nonparametric Approach for Multiple Change Point Analysis of Multivariate Data", JASA 109, 2014; alpha = 1)
/// proposes splits, and a t-test with pooled variance at ten times alpha keeps the likely ones; then, over the whole
/// series, the weakest are taken back one by one, those beyond alpha first, then those under `least_change`, each time
/// with the tests of their neighbours made anew.
///
/// Four things differ from Hunter. The p-value of the last step is multiplied by the number of places between the
/// neighbours at which the change might have been found (Bonferroni), as the most unlike of them was chosen. Where all
/// values are positive, their logarithms are tested, as noise and changes of times are relative. A value that lies more
/// than 4 + 40 / n standard deviations (by the upper quartile of the differences of neighbours, which few values tell
/// badly) from the median of the 2 * least_side - 1 values around it is left out of the tests: fewer than `least_side`
/// outliers together are no change. And a split is proposed by the test of the two stretches that E-divisive found most
/// unlike, not of all up to the window's end, so that a level between two of the same is found.
///
/// Takes time in proportion to the values, times the window, for any number of changes that is small against both.
/// Throws std::invalid_argument for a value that is not finite, and for rules that cannot be.
[[nodiscard]] std::vector<ChangePoint> change_points(std::span<const double> values,
                                                     const ChangePointRules& rules = {});

} // namespace perfeng::stats
