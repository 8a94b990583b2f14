#pragma once

#include "coverage_files.hpp"

#include <cstdint>
#include <vector>

namespace perfeng::tools {

/// From `line` on, up to the next segment, code was executed `count` times.
struct LlvmSegment {
    std::uint64_t line = 0;
    std::uint64_t count = 0;
    bool has_count = false; ///< else no code, or code that was skipped
    bool entry = false;     ///< a region starts
    bool gap = false;       ///< of blanks between two regions
};

/// Adds the lines of the open file. Segments in the order of their places. False where they are not, or where they are
/// over more lines than the budget has.
[[nodiscard]] bool add_segment_lines(const std::vector<LlvmSegment>& segments, LineBudget& budget,
                                     CoverageFiles& files);

} // namespace perfeng::tools
