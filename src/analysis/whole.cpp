#include "whole.hpp"

#include <numeric>

namespace perfeng::analysis {

double whole_of(const Profile& profile) {
    if (!profile.stacks.empty())
        return std::accumulate(profile.stacks.begin(), profile.stacks.end(), 0.0,
                               [](double sum, const Stack& stack) { return sum + stack.weight; });
    if (profile.weight > 0)
        return profile.weight;
    return std::accumulate(profile.functions.begin(), profile.functions.end(), 0.0,
                           [](double sum, const FunctionCost& cost) { return sum + cost.self; });
}

} // namespace perfeng::analysis
