#include "perfeng/measure/pairs.hpp"

#include "padding.hpp"

#include <chrono>
#include <random>

namespace perfeng::measure {
namespace {

TrialPair run_pair(const TrialSetup& base, const TrialSetup& candidate, std::mt19937_64& random) {
    const std::map<std::string, std::string> env{{padding_variable, draw_padding(random)}};
    TrialPair pair;
    const bool base_first = random() % 2 == 0;
    if (base_first)
        pair.base = run_trial(base, env);
    pair.candidate = run_trial(candidate, env);
    if (!base_first)
        pair.base = run_trial(base, env);
    return pair;
}

} // namespace

void run_pairs(const TrialSetup& base, const TrialSetup& candidate, const PairPlan& plan, const EnoughPairs& enough,
               Progress& progress, std::vector<TrialPair>& pairs) {
    std::mt19937_64 random(plan.seed);
    progress.stage("warm-up pair");
    (void)run_pair(base, candidate, random);
    progress.stage("pairs");
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t done = 0; done < plan.limit; done++) {
        const auto elapsed = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
        if (done > 0 && elapsed >= plan.time_limit)
            return;
        const auto all = done == 0 ? 0 : elapsed / static_cast<double>(done) * static_cast<double>(plan.limit - done);
        progress.step(done, plan.limit, std::min(all, plan.time_limit - elapsed));
        pairs.push_back(run_pair(base, candidate, random));
        if (enough(pairs.back()))
            return;
    }
}

} // namespace perfeng::measure
