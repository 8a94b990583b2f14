#pragma once

#include <span>
#include <vector>

namespace perfeng::stats {

/// Which of the tested hypotheses to call discoveries, so that of all discoveries a share of at most `q` is expected to
/// be false: the step-up procedure of Benjamini and Hochberg (JRSS B 57, 1995). In the order of `p_values`.
/// Throws std::invalid_argument for a p-value or `q` outside [0, 1].
[[nodiscard]] std::vector<bool> benjamini_hochberg(std::span<const double> p_values, double q = 0.05);

} // namespace perfeng::stats
