#pragma once

#include "perfeng/model/metric.hpp"

#include <string_view>

namespace perfeng::tools {

/// What a value in a unit is in perfeng's: one of the file's is `scale` of `unit`.
struct UnitWord {
    Unit unit = Unit::count;
    double scale = 1;
};

/// Of a unit in words, as profile formats spell it: "nanoseconds", "ms", "kilobytes". Any other is a count.
[[nodiscard]] UnitWord unit_of_word(std::string_view word);

} // namespace perfeng::tools
