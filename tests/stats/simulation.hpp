#pragma once

#include <cmath>
#include <cstdint>
#include <random>
#include <span>
#include <string_view>
#include <vector>

namespace perfeng::stats::simulation {

/// Random variates. std::mt19937_64 gives the same numbers everywhere, the standard distributions don't.
class Variates {
public:
    explicit Variates(std::uint64_t seed) : engine_(seed) {}

    /// In (0, 1).
    double uniform() {
        constexpr int dropped_bits = 11;
        return (static_cast<double>(engine_() >> dropped_bits) + 0.5) * 0x1p-53;
    }
    /// Marsaglia's polar method.
    double normal() {
        for (;;) {
            const auto x = 2 * uniform() - 1;
            const auto y = 2 * uniform() - 1;
            const auto r = x * x + y * y;
            if (r < 1)
                return x * std::sqrt(-2 * std::log(r) / r);
        }
    }
    double lognormal() { return std::exp(normal()); }
    /// Student's t with two degrees of freedom: its variance is infinite.
    double student2() {
        const auto u = uniform();
        return (2 * u - 1) / std::sqrt(2 * u * (1 - u));
    }
    bool chance(double probability) { return uniform() < probability; }

private:
    std::mt19937_64 engine_;
};

/// What disturbs the trials of a machine. All figures are in ln(time): 0.01 is 1%.
struct Noise {
    std::string_view name;
    double jitter = 0;        ///< scale of each trial's own noise
    bool heavy_tails = false; ///< jitter is Student's t with two degrees of freedom instead of normal
    double wander = 0;        ///< step of the random walk of the machine's speed, a trial
    double burst_chance = 0;  ///< that a burst of other load begins before a trial; it lasts 4 trials on average
};

inline constexpr Noise quiet{.name = "quiet", .jitter = 0.01};
inline constexpr Noise drift{.name = "drift", .jitter = 0.01, .wander = 0.005};
inline constexpr Noise heavy_tails{.name = "heavy tails", .jitter = 0.01, .heavy_tails = true};
inline constexpr Noise bursts{.name = "bursts", .jitter = 0.01, .burst_chance = 0.05};
inline constexpr Noise everything{
    .name = "all three", .jitter = 0.01, .heavy_tails = true, .wander = 0.005, .burst_chance = 0.05};

/// Runs pairs of trials, base and candidate, in an order that a fair coin chooses.
class Machine {
public:
    Machine(const Noise& noise, std::uint64_t seed) : noise_(noise), variates_(seed) {}

    /// ln(candidate / base) of one pair; `change` is the true one, 0.03 for 3% slower.
    double pair(double change) {
        const bool base_first = variates_.chance(0.5);
        const auto first = trial();
        const auto second = trial();
        return std::log1p(change) + (base_first ? second - first : first - second);
    }

private:
    double trial() {
        constexpr double burst = 0.3;
        constexpr double burst_end_chance = 0.25;
        speed_ += noise_.wander * variates_.normal();
        in_burst_ = in_burst_ ? !variates_.chance(burst_end_chance) : variates_.chance(noise_.burst_chance);
        const auto jitter = noise_.heavy_tails ? variates_.student2() : variates_.normal();
        return speed_ + noise_.jitter * jitter + (in_burst_ ? burst : 0);
    }

    Noise noise_;
    Variates variates_;
    double speed_ = 0;
    bool in_burst_ = false;
};

} // namespace perfeng::stats::simulation
