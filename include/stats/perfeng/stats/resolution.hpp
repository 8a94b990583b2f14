#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace perfeng::stats {

/// How a verdict is to be reached.
struct VerdictPlan {
    double threshold = 0.03;
    double alpha = 0.05;
    std::size_t pairs = 30; ///< at most
};

/// The smallest true change that SequentialTest calls `regressed` 19 times of 20 within the pairs of the plan, where
/// pairs scatter as these of a program with itself do: they are drawn from `log_ratios` with replacement, and shifted.
/// In steps of a twentieth of the threshold, up to six times the threshold; none where even that is not found.
/// Throws std::invalid_argument for under 6 ratios.
[[nodiscard]] std::optional<double> smallest_change_found(std::span<const double> log_ratios, const VerdictPlan& plan,
                                                          std::uint64_t seed);

} // namespace perfeng::stats
