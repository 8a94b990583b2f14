#include "llvm_segments.hpp"

#include <algorithm>
#include <optional>
#include <span>

namespace perfeng::tools {
namespace {

/// LineCoverageStats of LLVM's CoverageMapping.cpp: the count of a line on which `starting` begin, and at whose
/// beginning `before` was still going on. None for a line without code.
std::optional<std::uint64_t> line_count(std::span<const LlvmSegment> starting, const LlvmSegment* before) {
    const auto starts_region = [](const LlvmSegment& s) { return !s.gap && s.has_count && s.entry; };
    const auto counts = [](const LlvmSegment& s) { return s.has_count && s.entry; };
    const bool any_region = std::ranges::any_of(starting, starts_region);
    const bool skipped = !starting.empty() && !starting.front().has_count && starting.front().entry;
    const bool going_on = before != nullptr && before->has_count;
    if ((skipped || !(going_on || any_region)) && !std::ranges::any_of(starting, counts))
        return std::nullopt;
    auto count = before != nullptr ? before->count : 0;
    for (const auto& segment : starting)
        if (starts_region(segment))
            count = std::max(count, segment.count);
    return count;
}

} // namespace

bool add_segment_lines(const std::vector<LlvmSegment>& segments, LineBudget& budget, CoverageFiles& files) {
    const LlvmSegment* before = nullptr;
    for (auto at = segments.begin(); at != segments.end();) {
        const auto line = at->line;
        const auto end = std::find_if(at, segments.end(), [&](const LlvmSegment& s) { return s.line != line; });
        if (const auto count = line_count({at, end}, before); count && !files.add_line(line, *count))
            return false;
        before = &*std::prev(end);
        if (end != segments.end()) {
            if (end->line < line || (before->has_count && !budget.take(end->line - line)))
                return false;
            for (auto between = line + 1; before->has_count && between < end->line; ++between)
                if (!files.add_line(between, before->count))
                    return false;
        }
        at = end;
    }
    return true;
}

} // namespace perfeng::tools
