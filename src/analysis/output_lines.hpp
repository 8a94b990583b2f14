#pragma once

#include "perfeng/analysis/masks.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::analysis {

/// The lines of a text with their line ends.
[[nodiscard]] std::vector<std::string_view> lines_with_ends(std::string_view text);

/// Tells whether two lines are alike, and keeps account of what masks had to hide for it.
class LineJudge {
public:
    explicit LineJudge(const Masks& masks) : masks_(masks) {}

    [[nodiscard]] bool alike(std::string_view base, std::string_view candidate);

    [[nodiscard]] std::vector<MaskUse> uses() const;
    [[nodiscard]] std::uint64_t unmasked_lines() const { return unmasked_lines_; }

private:
    const Masks& masks_;
    std::map<std::string, std::uint64_t> uses_;
    std::uint64_t unmasked_lines_ = 0;
};

/// Both sides without the lines that they have in common at the start and at the end.
struct Middle {
    std::size_t before = 0; ///< lines in common at the start
    std::vector<std::string_view> base;
    std::vector<std::string_view> candidate;
};
[[nodiscard]] Middle middle_of(const std::vector<std::string_view>& base,
                               const std::vector<std::string_view>& candidate, LineJudge& judge);

} // namespace perfeng::analysis
