#include "perfeng/stats/resolution.hpp"

#include "check.hpp"

#include "perfeng/stats/sequential.hpp"

#include <cmath>
#include <random>

namespace perfeng::stats {
namespace {

constexpr int comparisons = 400;
constexpr double found_share = 0.95;

bool is_found(std::span<const double> log_ratios, const VerdictPlan& plan, double shift, std::mt19937_64& random) {
    SequentialTest test(plan.threshold, plan.alpha);
    std::uniform_int_distribution<std::size_t> draw(0, log_ratios.size() - 1);
    for (std::size_t pair = 0; pair < plan.pairs && !test.worse(); ++pair)
        test.add(log_ratios[draw(random)] + shift);
    return test.worse();
}

bool is_mostly_found(std::span<const double> log_ratios, const VerdictPlan& plan, double change, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    const auto allowed = static_cast<int>(comparisons * (1 - found_share));
    int missed = 0;
    for (int i = 0; i < comparisons && missed <= allowed; ++i)
        missed += is_found(log_ratios, plan, std::log1p(change), random) ? 0 : 1;
    return missed <= allowed;
}

} // namespace

std::optional<double> smallest_change_found(std::span<const double> log_ratios, const VerdictPlan& plan,
                                            std::uint64_t seed) {
    constexpr std::size_t ratios_needed = 6;
    constexpr int steps = 20;
    constexpr int most = 6;
    require(log_ratios.size() >= ratios_needed, "smallest_change_found: too few ratios");
    require_finite(log_ratios);
    for (int step = steps + 1; step <= most * steps; ++step)
        if (const auto change = plan.threshold * step / steps; is_mostly_found(log_ratios, plan, change, seed))
            return change;
    return std::nullopt;
}

} // namespace perfeng::stats
