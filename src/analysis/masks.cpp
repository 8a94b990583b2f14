#include "perfeng/analysis/masks.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <regex>

namespace perfeng::analysis {
namespace {

/// Repeats are bounded where what follows may be missing: else a line of digits takes the square of its length.
constexpr std::array table{
    NamedMask{"ansi", "\x1b\\[[0-9;?]*[A-Za-z]", "colours and cursor movements of a terminal"},
    NamedMask{"uuid", "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}",
              "4cfca2ab-63c4-42fb-ac55-b53dd5b26e1a"},
    NamedMask{"date",
              "[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}(?![0-9])|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4}(?![0-9])|"
              "([A-Z][a-z]{2,8},? +)?[0-9]{1,2}[ -](Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[ -][0-9]{4}|"
              "((Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? +)?(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* "
              "+[0-9]{1,2}(,? [0-9]{4}(?![0-9:]))?(?![0-9])",
              "2026-01-31, 31.1.2026, Sat Jan 31, 31 Jan 2026"},
    NamedMask{"time",
              "[0-9]{1,2}:[0-9]{2}(:[0-9]{2}([.,][0-9]+)?)?( ?[AaPp][Mm])?( ?(Z|UTC|GMT)| ?[+-][0-9]{2}:?[0-9]{2})?"
              "(?![0-9A-Za-z])",
              "12:34, 12:34:56.789, 12:34:56Z, 1:23 PM"},
    NamedMask{"epoch", "\\b1[0-9]{9}(\\.[0-9]+|[0-9]{3}|[0-9]{6}|[0-9]{9})?(?![0-9])",
              "seconds, or a thousandth, millionth or billionth of it, since 1970: 1767225600, 1767225600123"},
    NamedMask{"rate",
              "[0-9]{1,15}([.,][0-9]{1,15})? ?([KMGTkmgt]i?)?([Bb]|[Bb]ytes|[Bb]its?|it|ops|lines|rows)/s(ec)?\\b",
              "12.5 MiB/s, 1000 ops/s"},
    NamedMask{
        "duration",
        "[0-9]{1,15}([.,][0-9]{1,15})?(e-?[0-9]{1,3})? ?(ns|us|µs|μs|ms|s|secs?|seconds?|milliseconds?|microseconds?|"
        "nanoseconds?|m|mins?|minutes?|h|hours?)\\b",
        "12.5 ms, 3s, 2 minutes"},
    NamedMask{"hex-address", "\\b0x[0-9a-fA-F]+", "0x7ffd1c2b3a40"},
    NamedMask{"hex-digest", "\\b([0-9a-f]{16,}|[0-9A-F]{16,})\\b", "sixteen hexadecimal digits or more"},
    NamedMask{"pid",
              "\\b([Pp][Ii][Dd]|[Tt][Ii][Dd]|[Pp]rocess|[Tt]hread)([ =:#]|'s id| "
              "id)*[0-9]+|[a-z_.-]{1,40}\\[[0-9]{1,10}\\](?=:)",
              "pid 1234, thread 7, sshd[1234]:"},
    NamedMask{"path-tmp", "(/private)?(/tmp|/var/tmp|/var/folders|/dev/shm)/[^ \t\"'`<>()|;,:]*",
              "/tmp/tmp.Xy12/out.txt"},
    NamedMask{"number", "[-+]?[0-9]+([.,][0-9]+)*([eE][-+]?[0-9]+)?", "any number: the last resort"},
};

const NamedMask* find_mask(std::string_view name) {
    const auto* const found = std::ranges::find(table, name, &NamedMask::name);
    return found == table.end() ? nullptr : found;
}

/// Only a word of letters and hyphens can be a misspelt name.
std::optional<std::string> misspelt(const std::string& word) {
    if (word.find_first_not_of("abcdefghijklmnopqrstuvwxyz-_") != std::string::npos)
        return std::nullopt;
    std::vector<std::string> names;
    for (const auto& mask : table)
        names.emplace_back(mask.name);
    return process::nearest_word(word, names);
}

std::string names_of_masks() {
    std::string names;
    for (const auto& mask : table)
        names += (names.empty() ? "" : ", ") + std::string(mask.name);
    return names;
}

/// libstdc++'s own matcher recurses with every character, and overflows the stack on a line of 64 KiB; its other one,
/// which it takes by this flag, keeps its states on the heap and takes linear time. libc++ always does the first.
std::regex compiled(const std::string& pattern) {
    auto flags = std::regex::ECMAScript | std::regex::optimize;
#ifdef __GLIBCXX__
    flags |= std::regex_constants::__polynomial;
#endif
    return std::regex(pattern, flags);
}

std::regex compiled_or_refused(const std::string& word) {
    try {
        return compiled(word);
    } catch (const std::regex_error& error) {
        const bool refers = error.code() == std::regex_constants::error_complexity;
        throw Error("--mask '" + word + "' is neither the name of a mask nor a regular expression" +
                        (refers ? ": references to a group (\\1) are not supported" : ""),
                    "masks: " + names_of_masks() + "; or a regular expression, as in 'build [0-9]+'");
    }
}

} // namespace

std::span<const NamedMask> named_masks() { return table; }

struct Masks::Mask {
    std::string name;
    std::string stands_as;
    std::regex pattern;
};

Masks::Masks(const std::vector<std::string>& words) {
    for (const auto& named : table)
        if (std::ranges::find(words, named.name) != words.end())
            masks_.push_back(
                {std::string(named.name), "<" + std::string(named.name) + ">", compiled(std::string(named.pattern))});
    for (const auto& word : words) {
        if (find_mask(word) != nullptr)
            continue;
        if (const auto near = misspelt(word))
            throw Error("there is no mask '" + word + "'", "did you mean '" + *near + "'? masks: " + names_of_masks());
        masks_.push_back({word, "<masked>", compiled_or_refused(word)});
    }
}

Masks::~Masks() = default;
Masks::Masks(Masks&&) noexcept = default;
Masks& Masks::operator=(Masks&&) noexcept = default;

std::string Masks::hide(std::string_view line) const {
    std::vector<std::string> used;
    return hide(line, used);
}

std::string Masks::hide(std::string_view line, std::vector<std::string>& used) const {
    std::string hidden(line);
    if (line.size() > longest_line)
        return hidden;
    for (const auto& mask : masks_) {
        auto next = std::regex_replace(hidden, mask.pattern, mask.stands_as);
        if (next != hidden)
            used.push_back(mask.name);
        hidden = std::move(next);
    }
    return hidden;
}

} // namespace perfeng::analysis
