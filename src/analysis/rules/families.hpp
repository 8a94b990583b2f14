#pragma once

#include "perfeng/analysis/rule.hpp"

/// One table a language family. The gains are of docs/advice.md, which says how they were measured.
namespace perfeng::analysis {

/// Where a gain is from: one operation, measured by itself.
inline const std::string micro_benchmark = "micro-benchmark, docs/advice.md";

[[nodiscard]] std::vector<Rule> rust_rules();
[[nodiscard]] std::vector<Rule> cpp_rules();
[[nodiscard]] std::vector<Rule> system_rules();
[[nodiscard]] std::vector<Rule> go_rules();
[[nodiscard]] std::vector<Rule> python_rules();
[[nodiscard]] std::vector<Rule> node_rules();
[[nodiscard]] std::vector<Rule> java_rules();

} // namespace perfeng::analysis
