#include "output_lines.hpp"

#include <algorithm>

namespace perfeng::analysis {

std::vector<std::string_view> lines_with_ends(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto length = std::min(text.find('\n'), text.size() - 1) + 1;
        lines.push_back(text.substr(0, length));
        text.remove_prefix(length);
    }
    return lines;
}

bool LineJudge::alike(std::string_view base, std::string_view candidate) {
    if (base == candidate)
        return true;
    if (masks_.empty())
        return false;
    if (std::max(base.size(), candidate.size()) > Masks::longest_line) {
        ++unmasked_lines_;
        return false;
    }
    std::vector<std::string> used;
    if (masks_.hide(base, used) != masks_.hide(candidate))
        return false;
    for (const auto& mask : used)
        ++uses_[mask];
    return true;
}

std::vector<MaskUse> LineJudge::uses() const {
    std::vector<MaskUse> uses;
    for (const auto& [mask, lines] : uses_)
        uses.push_back({mask, lines});
    return uses;
}

Middle middle_of(const std::vector<std::string_view>& base, const std::vector<std::string_view>& candidate,
                 LineJudge& judge) {
    const auto shorter = std::min(base.size(), candidate.size());
    std::size_t before = 0;
    while (before < shorter && judge.alike(base[before], candidate[before]))
        ++before;
    std::size_t after = 0;
    while (before + after < shorter &&
           judge.alike(base[base.size() - 1 - after], candidate[candidate.size() - 1 - after]))
        ++after;
    const auto cut = [&](const std::vector<std::string_view>& lines) {
        return std::vector<std::string_view>(lines.begin() + static_cast<std::ptrdiff_t>(before),
                                             lines.end() - static_cast<std::ptrdiff_t>(after));
    };
    return {before, cut(base), cut(candidate)};
}

} // namespace perfeng::analysis
