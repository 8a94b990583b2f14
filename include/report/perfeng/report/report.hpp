#pragma once

#include "perfeng/model/comparison.hpp"
#include "perfeng/model/measurement.hpp"
#include "perfeng/report/style.hpp"

#include <span>
#include <string>
#include <string_view>

namespace perfeng::report {

/// One way to write a report. What is written ends with a line break.
struct Format {
    std::string_view name; ///< as `--format` takes it
    std::string_view description;
    std::string (*measurement)(const Measurement&, const Style&);
    std::string (*comparison)(const Comparison&, const Style&);
};

/// "text", the default, comes first.
[[nodiscard]] std::span<const Format> formats();
/// Null for a name that is no format.
[[nodiscard]] const Format* find_format(std::string_view name);

} // namespace perfeng::report
