#include "perfeng/analysis/outputs.hpp"

#include "binary_outputs.hpp"
#include "edit_count.hpp"
#include "excerpts.hpp"
#include "output_lines.hpp"

#include <algorithm>
#include <unordered_map>

namespace perfeng::analysis {
namespace {

using Views = std::vector<std::string_view>;

constexpr std::size_t context_lines = 2;
constexpr std::size_t most_counted_lines = 200'000; ///< of both sides, that are masked and compared each with each
constexpr std::size_t most_edits = 2000;

/// Equal numbers for lines that are alike after masks.
class LineNumbers {
public:
    explicit LineNumbers(const Masks& masks) : masks_(masks) {}

    std::vector<std::uint32_t> of(const Views& lines) {
        std::vector<std::uint32_t> numbers;
        numbers.reserve(lines.size());
        for (const auto line : lines)
            numbers.push_back(
                known_.try_emplace(masks_.hide(line), static_cast<std::uint32_t>(known_.size())).first->second);
        return numbers;
    }

private:
    const Masks& masks_;
    std::unordered_map<std::string, std::uint32_t> known_;
};

std::vector<std::string> some_of(const Views& lines, std::size_t from, std::size_t to) {
    std::vector<std::string> some;
    for (auto i = from; i < std::min(to, lines.size()); ++i)
        some.push_back(beginning_of(lines[i]));
    return some;
}

FirstDifference first_difference(const Views& base, const Views& candidate, std::size_t at, const Masks& masks) {
    FirstDifference first;
    first.line = at + 1;
    first.before = some_of(base, at - std::min(at, context_lines), at);
    const auto line = [&](const Views& lines) { return at < lines.size() ? masks.hide(lines[at]) : std::string(); };
    std::tie(first.base, first.candidate) = excerpts_of(line(base), line(candidate));
    first.base.missing = at >= base.size();
    first.candidate.missing = at >= candidate.size();
    first.base_after = some_of(base, at + 1, at + 1 + context_lines);
    first.candidate_after = some_of(candidate, at + 1, at + 1 + context_lines);
    for (std::size_t i = 0; i < at; ++i)
        first.offset += base[i].size();
    return first;
}

void count_differences(OutputComparison& comparison, const Middle& middle, const Masks& masks) {
    if (middle.base.size() + middle.candidate.size() > most_counted_lines)
        return;
    LineNumbers numbers(masks);
    auto base = numbers.of(middle.base);
    auto candidate = numbers.of(middle.candidate);
    if (const auto edits = count_edits(base, candidate, most_edits)) {
        comparison.removed = edits->removed;
        comparison.added = edits->added;
    }
    std::ranges::sort(base);
    std::ranges::sort(candidate);
    if (base == candidate)
        comparison.sameness = Sameness::reordered;
}

void compare_lines(OutputComparison& comparison, std::string_view base_text, std::string_view candidate_text,
                   const Masks& masks) {
    const auto base = lines_with_ends(base_text);
    const auto candidate = lines_with_ends(candidate_text);
    comparison.base_lines = base.size();
    comparison.candidate_lines = candidate.size();
    LineJudge judge(masks);
    const auto middle = middle_of(base, candidate, judge);
    comparison.masks = judge.uses();
    comparison.unmasked_lines = judge.unmasked_lines();
    if (middle.base.empty() && middle.candidate.empty()) {
        comparison.sameness = base_text == candidate_text ? Sameness::identical : Sameness::alike_after_masks;
        return;
    }
    comparison.sameness = Sameness::different;
    comparison.first = first_difference(base, candidate, middle.before, masks);
    count_differences(comparison, middle, masks);
}

} // namespace

OutputComparison compare_outputs(std::string_view base, std::string_view candidate, const Masks& masks) {
    OutputComparison comparison;
    comparison.base_bytes = base.size();
    comparison.candidate_bytes = candidate.size();
    comparison.binary = is_binary(base) || is_binary(candidate);
    if (comparison.binary && base != candidate)
        compare_bytes(comparison, base, candidate);
    else if (comparison.binary)
        comparison.sameness = Sameness::identical;
    else
        compare_lines(comparison, base, candidate, masks);
    return comparison;
}

} // namespace perfeng::analysis
