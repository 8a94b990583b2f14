#include "unit_words.hpp"

#include <algorithm>
#include <array>

namespace perfeng::tools {
namespace {

struct KnownUnit {
    std::array<std::string_view, 4> words;
    UnitWord meaning;
};

// pprof's internal/measurement takes kilobytes for 1024 bytes, and speedscope knows bytes alone.
constexpr KnownUnit known_units[] = {
    {{"nanoseconds", "nanosecond", "ns"}, {Unit::seconds, 1e-9}},
    {{"microseconds", "microsecond", "us", "\xc2\xb5s"}, {Unit::seconds, 1e-6}},
    {{"milliseconds", "millisecond", "ms"}, {Unit::seconds, 1e-3}},
    {{"seconds", "second", "s"}, {Unit::seconds, 1}},
    {{"minutes", "minute", "min"}, {Unit::seconds, 60}},
    {{"hours", "hour", "h"}, {Unit::seconds, 3600}},
    {{"bytes", "byte", "B", "b"}, {Unit::bytes, 1}},
    {{"kilobytes", "kilobyte", "KB", "kb"}, {Unit::bytes, 1024}},
    {{"megabytes", "megabyte", "MB", "mb"}, {Unit::bytes, 1024.0 * 1024}},
    {{"gigabytes", "gigabyte", "GB", "gb"}, {Unit::bytes, 1024.0 * 1024 * 1024}},
};

} // namespace

UnitWord unit_of_word(std::string_view word) {
    for (const auto& known : known_units)
        if (!word.empty() && std::ranges::find(known.words, word) != known.words.end())
            return known.meaning;
    return {};
}

} // namespace perfeng::tools
