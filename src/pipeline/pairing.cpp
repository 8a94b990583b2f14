#include "pairing.hpp"

#include "stopping.hpp"

#include <random>

namespace perfeng::pipeline {

std::vector<Trial> side_of(const std::vector<measure::TrialPair>& pairs, Trial measure::TrialPair::* side) {
    std::vector<Trial> trials;
    for (const auto& pair : pairs)
        trials.push_back(pair.*side);
    return trials;
}

void run_until_known(const Context& context, measure::PairPlan plan, const std::vector<analysis::Threshold>& thresholds,
                     double alpha, const measure::TrialSetup& base, const measure::TrialSetup& candidate,
                     std::vector<measure::TrialPair>& pairs) {
    if (plan.seed == 0)
        plan.seed = std::random_device{}();
    Stopping stopping(thresholds, alpha);
    measure::run_pairs(
        base, candidate, plan, [&](const measure::TrialPair& pair) { return stopping.enough(pair); }, context.progress,
        pairs);
}

} // namespace perfeng::pipeline
