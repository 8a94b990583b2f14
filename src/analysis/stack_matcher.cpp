#include "perfeng/analysis/stack_matcher.hpp"

#include "perfeng/analysis/own_code.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

namespace perfeng::analysis {
namespace {

/// What a language calls by itself, or derives: the user wrote no call of it where it stands.
constexpr std::array<std::string_view, 12> glue_patterns{"<* as core::clone::Clone>::*",
                                                         "<* as core::hash::Hash>::*",
                                                         "<* as core::cmp::*>::*",
                                                         "<* as core::ops::drop::Drop>::drop",
                                                         "core::ptr::drop_in_place*",
                                                         "<* as core::fmt::Debug>::fmt",
                                                         "*::operator==",
                                                         "*::operator<",
                                                         "*::operator=",
                                                         "operator=",
                                                         "operator==",
                                                         "operator<"};

/// Constructor or destructor: "ns::Row::Row", "Row::~Row", "~Row".
bool is_structor(std::string_view name) {
    const auto at = name.rfind("::");
    if (at == std::string_view::npos)
        return name.starts_with('~');
    auto last = name.substr(at + 2);
    if (last.starts_with('~'))
        last.remove_prefix(1);
    const auto owner = name.substr(0, at);
    return !last.empty() && owner.ends_with(last) &&
           (owner.size() == last.size() || owner[owner.size() - last.size() - 1] == ':');
}

bool is_glue(std::string_view name) {
    return is_structor(name) ||
           std::ranges::any_of(glue_patterns, [&](std::string_view pattern) { return fits(name, pattern); });
}

/// Debug information names what the compiler makes for a class by the class alone: "Row" for the constructor of which
/// "~Row" is the destructor.
std::unordered_set<std::string_view> bare_classes(const std::vector<Frame>& frames) {
    std::unordered_set<std::string_view> classes;
    for (const auto& frame : frames)
        if (frame.name.starts_with('~'))
            classes.insert(std::string_view(frame.name).substr(1));
    return classes;
}

bool fits_any(std::string_view name, const std::vector<std::string>& patterns) {
    return std::ranges::any_of(patterns, [&](const std::string& pattern) { return fits(name, pattern); });
}

} // namespace

/// The last `*` takes as little as it can, and more each time that the rest does not fit.
bool fits(std::string_view name, std::string_view pattern) {
    std::size_t at = 0;
    std::size_t in_pattern = 0;
    std::optional<std::size_t> star;
    std::size_t taken = 0;
    while (at < name.size()) {
        if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
            star = in_pattern++;
            taken = at;
        } else if (in_pattern < pattern.size() && pattern[in_pattern] == name[at]) {
            ++at;
            ++in_pattern;
        } else if (star) {
            in_pattern = *star + 1;
            at = ++taken;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', in_pattern) == std::string_view::npos;
}

std::vector<Frame> as_frames(const std::vector<MemoryFrame>& memory_frames) {
    std::vector<Frame> frames;
    frames.reserve(memory_frames.size());
    for (const auto& [function, module, file, line] : memory_frames)
        frames.push_back({.name = function, .raw_name = {}, .module = module, .file = file, .line = line});
    return frames;
}

StackMatcher::StackMatcher(std::vector<const StackPattern*> patterns, const std::vector<Frame>& frames)
    : patterns_(std::move(patterns)), by_rank_(patterns_.size()) {
    std::iota(by_rank_.begin(), by_rank_.end(), 0);
    std::ranges::stable_sort(by_rank_, std::greater{}, [&](std::size_t index) { return patterns_[index]->rank; });
    std::unordered_map<std::string_view, std::uint32_t> names;
    const auto bare = bare_classes(frames);
    for (const auto& frame : frames) {
        const auto [known, added] = names.try_emplace(frame.name, static_cast<std::uint32_t>(bits_.size()));
        if (added)
            bits_.push_back(bits_of(frame.name));
        name_of_frame_.push_back(known->second);
        own_.push_back(is_own_code(frame));
        glue_.push_back(own_.back() && (is_glue(frame.name) || bare.contains(frame.name)));
    }
}

StackMatcher::Bits StackMatcher::bits_of(std::string_view name) const {
    constexpr std::size_t bits_a_word = 64;
    Bits bits((patterns_.size() * roles + bits_a_word - 1) / bits_a_word);
    for (std::size_t pattern = 0; pattern < patterns_.size(); ++pattern) {
        const auto& [frames, leaf, under, unless, rank] = *patterns_[pattern];
        const std::array<const std::vector<std::string>*, roles> lists{&frames, &leaf, &under, &unless};
        for (std::size_t role = 0; role < roles; ++role)
            if (fits_any(name, *lists[role]))
                bits[(pattern * roles + role) / bits_a_word] |= std::uint64_t{1}
                                                                << ((pattern * roles + role) % bits_a_word);
    }
    return bits;
}

bool StackMatcher::has(std::uint32_t frame, std::size_t pattern, Role role) const {
    constexpr std::size_t bits_a_word = 64;
    const auto bit = pattern * roles + role;
    return ((bits_[name_of_frame_[frame]][bit / bits_a_word] >> (bit % bits_a_word)) & 1U) != 0;
}

std::optional<std::size_t> StackMatcher::place_of(std::span<const std::uint32_t> stack) const {
    std::optional<std::size_t> glue;
    for (std::size_t at = 0; at < stack.size(); ++at) {
        if (!own_[stack[at]])
            continue;
        if (!glue_[stack[at]])
            return at;
        if (!glue)
            glue = at;
    }
    return glue;
}

/// Of the frames in the run that fit, the one nearest to the user's code below which the rest fits too.
std::optional<std::size_t> StackMatcher::frame_of(std::span<const std::uint32_t> stack, std::size_t run,
                                                  std::size_t pattern) const {
    const auto& asked = *patterns_[pattern];
    if (!asked.leaf.empty() && !has(stack.front(), pattern, on_top))
        return std::nullopt;
    bool under = asked.under.empty();
    for (auto at = stack.size(); at-- > 0;) {
        if (at < run && under && has(stack[at], pattern, in_run))
            return at;
        under = under || has(stack[at], pattern, below);
    }
    return std::nullopt;
}

std::optional<StackMatcher::Match> StackMatcher::match(std::span<const std::uint32_t> stack) const {
    if (stack.empty())
        return std::nullopt;
    const auto place = place_of(stack);
    const auto run = place ? *place + 1 : stack.size();
    std::optional<Match> best;
    std::size_t nearest = 0;
    for (const auto pattern : by_rank_) {
        if (best && patterns_[pattern]->rank < patterns_[best->pattern]->rank)
            break;
        const auto frame = frame_of(stack, run, pattern);
        if (!frame || (best && *frame <= nearest))
            continue;
        if (std::ranges::any_of(stack, [&](std::uint32_t each) { return has(each, pattern, nowhere); }))
            continue;
        best = Match{pattern, place};
        nearest = *frame;
    }
    return best;
}

} // namespace perfeng::analysis
