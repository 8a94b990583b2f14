#pragma once

#include "perfeng/model/metric.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace perfeng {

/// One function as it stands in a stack. Two frames with equal fields are one entry of Profile::frames.
struct Frame {
    std::string name;     ///< demangled and shortened for people; "[unknown]" where nothing is known
    std::string raw_name; ///< as the tool or symbol table spells it; empty where unknown
    std::string module;   ///< path of the executable or library; "[kernel]" for the kernel
    std::string file;     ///< source file, empty where unknown
    int line = 0;         ///< source line, 0 where unknown
    bool kernel = false;
    bool inlined = false; ///< has no stack frame of its own: expanded into the caller that follows it

    bool operator==(const Frame&) const = default;
};

/// Samples with the same frames, merged. `frames` index Profile::frames, LEAF FIRST; empty for a sample
/// that came without a call chain (counted, never dropped).
struct Stack {
    std::vector<std::uint32_t> frames;
    double weight = 0; ///< in Profile::unit
    std::uint64_t samples = 0;
    std::string thread; ///< the thread's or process's name, as the tool gives it

    bool operator==(const Stack&) const = default;
};

/// The cost of one function. Shares are fractions of the profile's whole weight.
/// `total` counts a stack once, however often the function recurs in it; `max_depth` is the largest
/// number of times it stood in one stack (1: no recursion seen).
struct FunctionCost {
    std::string name;
    std::string raw_name;
    std::string module;
    std::string file;
    int line = 0;
    double self = 0;
    double total = 0;
    double self_share = 0;
    double total_share = 0;
    std::uint64_t self_samples = 0;
    std::uint64_t total_samples = 0;
    std::uint32_t max_depth = 1;
    bool kernel = false;
    bool inlined = false;
};

/// How far a profile can be trusted. Shares are fractions of all weight.
/// A stack is rooted when it reaches a thread's or program's start (main, _start, a thread entry).
struct ProfileQuality {
    double rooted_share = 0;
    double unknown_share = 0; ///< leaf frames without a name
    double capped_share = 0;  ///< stacks at the depth limit of the recorder
    double empty_share = 0;   ///< samples without a call chain
    double kernel_share = 0;  ///< leaf in the kernel
    struct UnknownModule {
        std::string module;
        double share = 0;
    };
    std::vector<UnknownModule> unknown_by_module; ///< largest first
};

/// Samples by what the program was busy with: each sample in one category, so that shares add up to 1.
struct CategoryShare {
    std::string category; ///< "copies", "maps", "vector growth", "own code", "unknown", ...
    double share = 0;
    Interval ci; ///< of the share, 95%; the share alone where nothing was sampled
    std::uint64_t samples = 0;
    std::uint64_t allocations = 0; ///< heap blocks by the same rule, where they were recorded
    std::uint64_t allocated_bytes = 0;
    std::uint64_t temporary = 0;
};

/// A line of the user's own code, with what it does itself and what it calls in libraries and the kernel.
struct HotLine {
    std::string function;
    std::string file;
    int line = 0;
    double share = 0;
    std::uint64_t samples = 0;
    int first_line = 0;              ///< of `source`
    std::vector<std::string> source; ///< the lines around, as they were when it was measured; empty: not found
};

/// A function that stands several times in a stack. Depth is how often, over the stacks that hold it.
struct Recursion {
    std::string function;
    std::string file;
    int line = 0;
    std::uint32_t max_depth = 0;
    double mean_depth = 0;
    double share = 0;           ///< of all weight, with the function anywhere in the stack
    double recursive_share = 0; ///< of all weight, with the function at least twice in the stack
};

/// A function that the user wants to hear of, hot or cold. `most` is the highest share that its samples allow (95%).
struct Watched {
    std::string pattern;  ///< as the user wrote it
    std::string function; ///< empty: no sample held any that fits
    std::string file;
    int line = 0;
    double self_share = 0;
    double total_share = 0;
    std::uint64_t samples = 0; ///< with it anywhere in the stack
    double most = 0;
};

/// A set of samples, or (for a tool that counts instead of sampling, such as callgrind) the functions alone.
struct Profile {
    std::string tool;  ///< "perf", "callgrind", ...
    std::string event; ///< "cpu-clock", "cycles:u", "instructions", ...
    Unit unit = Unit::seconds;
    double frequency = 0; ///< samples a second asked for; 0: not sampled by time
    std::uint64_t samples = 0;
    std::uint64_t lost = 0;
    double weight = 0;      ///< sum over all stacks
    int depth_cap = 0;      ///< deepest stack the recorder keeps; 0: none
    std::string call_graph; ///< "dwarf", "fp", ...
    ProfileQuality quality;
    std::vector<Frame> frames;
    std::vector<Stack> stacks;
    std::vector<FunctionCost> functions;   ///< largest self first
    std::vector<CategoryShare> categories; ///< largest first
    std::vector<HotLine> hot_lines;        ///< largest first
    std::vector<Recursion> recursion;      ///< largest share first
    std::vector<Watched> watched;          ///< in the order of the watch list
};

} // namespace perfeng
