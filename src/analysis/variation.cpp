#include "binary_outputs.hpp"
#include "excerpts.hpp"
#include "output_lines.hpp"

#include "perfeng/analysis/outputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace perfeng::analysis {
namespace {

constexpr std::size_t examples_shown = 3;
constexpr std::size_t pairs_looked_at = 200;
constexpr std::string_view last_resort = "number";

struct LinePair {
    std::string first;
    std::string again;
};

bool hides(const std::vector<std::string>& words, const LinePair& pair) {
    const Masks masks(words);
    return masks.hide(pair.first) == masks.hide(pair.again);
}

/// The fewest masks of `words` that still hide the difference of the pair: any one by itself, else what remains when
/// each that can go has gone.
std::vector<std::string> needed(std::vector<std::string> words, const LinePair& pair) {
    for (const auto& word : words)
        if (hides({word}, pair))
            return {word};
    for (std::size_t i = words.size(); i-- > 0;) {
        auto fewer = words;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
        if (hides(fewer, pair))
            words = std::move(fewer);
    }
    return words;
}

/// A regular expression for the part that differs, with the word right before it; empty where there is none.
std::string expression_for(const LinePair& pair) {
    const auto [first, again] = excerpts_of(pair.first, pair.again);
    auto prefix = std::string_view(first.text).substr(0, first.from);
    const auto word = prefix.find_last_of(" \t", prefix.find_last_not_of(" \t"));
    prefix.remove_prefix(word == prefix.npos ? 0 : word + 1);
    if (std::ranges::none_of(prefix, [](unsigned char letter) { return std::isalpha(letter) != 0; }))
        return {};
    std::string expression;
    for (const char letter : prefix) {
        if (std::string_view("\\^$.|?*+()[]{}").find(letter) != std::string_view::npos)
            expression += '\\';
        expression += letter;
    }
    return expression + "\\S*";
}

std::vector<std::string> remedy_for(const LinePair& pair) {
    std::vector<std::string> words;
    for (const auto& mask : named_masks())
        if (mask.name != last_resort)
            words.emplace_back(mask.name);
    if (hides(words, pair))
        return needed(words, pair);
    if (auto own = expression_for(pair); !own.empty() && hides({own}, pair))
        return {own};
    words.emplace_back(last_resort);
    return hides(words, pair) ? needed(words, pair) : std::vector<std::string>{};
}

/// Two executions within a second show the same time, and still it varies.
void add_clocks(const LinePair& pair, std::vector<std::string>& words) {
    if (words.empty())
        return;
    for (const std::string clock : {"date", "time", "epoch"})
        if (std::ranges::find(words, clock) == words.end() && Masks({clock}).hide(pair.first) != pair.first)
            words.push_back(clock);
}

std::vector<LinePair> differing_pairs(const Middle& middle, const Masks& masks) {
    std::vector<LinePair> pairs;
    for (std::size_t i = 0; i < middle.base.size() && pairs.size() < pairs_looked_at; ++i) {
        LinePair pair{masks.hide(middle.base[i]), masks.hide(middle.candidate[i])};
        if (pair.first != pair.again)
            pairs.push_back(std::move(pair));
    }
    return pairs;
}

} // namespace

Variation variation_of(std::string_view first, std::string_view again, const Masks& masks) {
    Variation variation;
    if (is_binary(first) || is_binary(again))
        return variation;
    LineJudge judge(masks);
    const auto middle = middle_of(lines_with_ends(first), lines_with_ends(again), judge);
    if (middle.base.size() != middle.candidate.size())
        return variation;
    bool mended = true;
    for (const auto& pair : differing_pairs(middle, masks)) {
        if (variation.examples.size() < examples_shown)
            variation.examples.push_back(fmt::format("{} / {}", beginning_of(pair.first), beginning_of(pair.again)));
        if (!variation.remedy.empty() && hides(variation.remedy, pair))
            continue;
        auto more = remedy_for(pair);
        add_clocks(pair, more);
        mended = mended && !more.empty();
        for (const auto& word : more)
            if (std::ranges::find(variation.remedy, word) == variation.remedy.end())
                variation.remedy.push_back(word);
    }
    if (!mended)
        variation.remedy.clear();
    return variation;
}

} // namespace perfeng::analysis
