#pragma once

#include "perfeng/model/measurement.hpp"
#include "perfeng/model/metric.hpp"
#include "perfeng/model/quantity.hpp"

#include <string>
#include <string_view>

namespace perfeng::analysis {

[[nodiscard]] std::string in_points(double share); ///< 0.032: "3.2 points"

/// The metric's label for people; its name where perfeng doesn't measure it itself.
[[nodiscard]] std::string label(std::string_view metric);

/// `text` with its first letter upper case, to begin a sentence.
[[nodiscard]] std::string capitalised(std::string text);

/// The last component of a path; the text itself where it has none.
[[nodiscard]] std::string_view file_name(std::string_view path);

/// The workload's command line, quoted for a shell.
[[nodiscard]] std::string command_line(const Workload& workload);

/// "perfeng baseline OPTIONS -- CMD", or remeasure for a candidate: how to take this measurement again.
[[nodiscard]] std::string measure_again(const Measurement& measurement, std::string_view options = {});

} // namespace perfeng::analysis
