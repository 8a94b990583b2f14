#pragma once

#include "perfeng/measure/trials.hpp"

#include <cstdint>
#include <functional>
#include <utility>
#include <vector>

namespace perfeng::measure {

/// `limit` pairs at most, started within `time_limit` seconds; `seed` draws orders and environment padding.
struct PairPlan {
    std::size_t limit = 30;
    double time_limit = 300;
    std::uint64_t seed = 0;
};

struct TrialPair {
    Trial base;
    Trial candidate;
};

/// Told of each pair as it is done; true when enough is known. Looking after every pair is legal only with a test that
/// allows it (perfeng/stats/sequential.hpp).
using EnoughPairs = std::function<bool(const TrialPair&)>;

/// Runs both sides back to back, each pair in the order of a fair coin, with environment padding of 0 to 4095 bytes
/// drawn per pair and equal for both sides, after one warm-up pair that is thrown away. Appends to `pairs`.
/// Sources of bias that this evens out: drift of the machine, order, and the stack's place (Mytkowicz et al.,
/// "Producing wrong data without doing anything obviously wrong", ASPLOS 2009).
void run_pairs(const TrialSetup& base, const TrialSetup& candidate, const PairPlan& plan, const EnoughPairs& enough,
               Progress& progress, std::vector<TrialPair>& pairs);

} // namespace perfeng::measure
