#pragma once

#include "perfeng/analysis/source_paths.hpp"
#include "perfeng/model/profile.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace perfeng::analysis {

/// How often samples held a line: of one function, or of any.
struct LineHeat {
    std::string file; ///< as SourcePaths has it
    int line = 0;
    std::uint64_t samples = 0;
};

/// A function of the user's own code. `samples` have it anywhere in their stack; of a profile that counts instead of
/// sampling they are 0, and the interval is the share.
struct HotFunction {
    std::string name;
    std::string file; ///< as SourcePaths has it
    int line = 0;     ///< the hottest
    int first_line = 0;
    int last_line = 0; ///< of those that the profile names
    double share = 0;
    Interval share_ci;
    double self_share = 0;
    std::uint64_t samples = 0;
    std::vector<LineHeat> lines; ///< where it stood in these samples: nearest to the leaf, one line a sample
};

struct HotCode {
    std::vector<HotFunction> functions; ///< largest share first
    std::vector<LineHeat> lines;        ///< of own code, each counted once a sample; by file and line
    std::uint64_t samples = 0;
    std::uint64_t unmapped_functions = 0; ///< hot ones whose source is not among the paths
    double unmapped_share = 0;            ///< of all samples, with such a function on top of the stack
};

/// The functions of own code whose share is at least `floor` (by the lower end of its interval), without those that
/// only pass everything on, as main does, and without closures of a function that is hot itself. Lines need the stacks
/// of the profile.
[[nodiscard]] HotCode hot_code(const Profile& profile, const SourcePaths& paths, double floor = 0.02);

} // namespace perfeng::analysis
