#include "perfeng/stats/random_effects.hpp"

#include "check.hpp"

#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>

namespace perfeng::stats {
namespace {

constexpr double least_pooled_variance = 1e-12;

struct Weighted {
    double weights = 0;
    double squares = 0; ///< of the weights
    double mean = 0;
};

double variance_of(const Effect& effect) { return std::max(effect.variance, least_pooled_variance); }

Weighted weighted(std::span<const Effect> effects, double between) {
    Weighted sums;
    double weighted_values = 0;
    for (const auto& effect : effects) {
        const auto weight = 1 / (variance_of(effect) + between);
        sums.weights += weight;
        sums.squares += weight * weight;
        weighted_values += weight * effect.value;
    }
    sums.mean = weighted_values / sums.weights;
    return sums;
}

} // namespace

PooledEffect pool(std::span<const Effect> effects) {
    require(!effects.empty(), "pool: no study");
    for (const auto& effect : effects)
        require(std::isfinite(effect.value) && std::isfinite(effect.variance), "a value isn't finite");
    const auto fixed = weighted(effects, 0);
    double q = 0;
    for (const auto& effect : effects)
        q += (effect.value - fixed.mean) * (effect.value - fixed.mean) / variance_of(effect);
    const auto freedom = static_cast<double>(effects.size()) - 1;
    PooledEffect pooled;
    if (freedom > 0) {
        pooled.between = std::max(0.0, (q - freedom) / (fixed.weights - fixed.squares / fixed.weights));
        pooled.disagreement = boost::math::cdf(boost::math::complement(boost::math::chi_squared(freedom), q));
    }
    const auto random = weighted(effects, pooled.between);
    pooled.value = random.mean;
    pooled.error = 1 / std::sqrt(random.weights);
    return pooled;
}

double errors_at(double level) {
    return boost::math::quantile(boost::math::complement(boost::math::normal(), level / 2));
}

} // namespace perfeng::stats
