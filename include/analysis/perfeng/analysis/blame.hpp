#pragma once

#include "perfeng/model/comparison.hpp"
#include "perfeng/model/function_times.hpp"
#include "perfeng/model/profile.hpp"

#include <map>
#include <set>
#include <string>
#include <vector>

namespace perfeng::analysis {

/// What the whole of each side cost, in `unit`. `error` is the relative standard error of candidate / base.
struct WholeCosts {
    Unit unit = Unit::seconds;
    double base = 0;
    double candidate = 0;
    double error = 0;
};

/// By function, the functions that were seen to call it.
using Callers = std::map<std::string, std::set<std::string>>;
/// From a profile's stacks; empty where it has none.
[[nodiscard]] Callers callers_in(const Profile& profile);

struct Blame {
    std::vector<FunctionChange> functions; ///< significant first, then by the size of the change
    Ledger ledger;                         ///< see its sum
};

/// Which functions a change of cost is due to. A function's cost is its share of each execution times its side's whole;
/// its change is that of the means, with Welch's interval. It is significant where the change is shown to be more than
/// `margin` of the baseline's whole, after Benjamini-Hochberg: by default 0.5%, as code that moves in memory becomes a
/// little faster or slower, and samples skid to a neighbour. A function that is there on one side only is first looked
/// for on the other, and judged together with what is found:
/// - under another name: of the same name but for what a compiler adds, or of the same file, or called by the same
///   functions, and at a like cost;
/// - inlined into, or split off, a function that calls it and whose cost changed by as much the other way.
/// Both sides need two executions at the least.
[[nodiscard]] Blame blame_functions(const FunctionTimes& base, const FunctionTimes& candidate, const WholeCosts& whole,
                                    const Callers& base_callers, const Callers& candidate_callers,
                                    double margin = 0.005);

} // namespace perfeng::analysis
