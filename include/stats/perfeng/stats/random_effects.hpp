#pragma once

#include <span>

namespace perfeng::stats {

/// What one study says: a figure and the variance of its error.
struct Effect {
    double value = 0;
    double variance = 0;
};

/// `error` is the standard error of `value`; `between` the variance between the studies' true figures; `disagreement`
/// the p-value of Cochran's Q, that all have the same: 1 for one study.
struct PooledEffect {
    double value = 0;
    double error = 0;
    double between = 0;
    double disagreement = 1;
};

/// The random-effects estimate of DerSimonian and Laird (Controlled Clinical Trials 7, 1986, 177-188). A variance of 0
/// counts as 1e-12. Throws std::invalid_argument for no study, or a figure that isn't finite.
[[nodiscard]] PooledEffect pool(std::span<const Effect> effects);

/// The normal interval of that many errors on both sides for a two-sided level: 1.96 for 0.05.
[[nodiscard]] double errors_at(double level);

} // namespace perfeng::stats
