#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace perfeng {

/// What one function took itself, in each of several executions, as a share of that execution's CPU time or
/// instructions.
struct FunctionTime {
    std::string name;
    std::string module;
    std::string file; ///< of its hottest line; empty: not known
    int line = 0;
    bool kernel = false;
    std::uint64_t samples = 0;  ///< over all executions; 0 where instructions were counted
    std::vector<double> shares; ///< one an execution
};

/// Several short CPU profiles of one program, at a high rate and without stacks, to be compared with those of another
/// program that took turns with it. All vectors have one entry an execution; shares of `functions`, `others` and
/// `unknown` add up to 1.
struct FunctionTimes {
    std::string tool;     ///< "perf", "callgrind"
    std::string event;    ///< "cpu-clock", "instructions"
    double frequency = 0; ///< 0: counted
    std::vector<std::uint64_t> samples;
    std::vector<FunctionTime> functions; ///< largest first
    std::vector<double> others;          ///< functions that are too small to be listed
    std::vector<double> unknown;         ///< where no function's name is known
};

} // namespace perfeng
