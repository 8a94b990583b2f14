#pragma once

#include "perfeng/model/judgement.hpp"
#include "perfeng/model/measurement.hpp"

#include <nlohmann/json_fwd.hpp>

#include <string>
#include <string_view>
#include <vector>

/// What the exports have in common.
namespace perfeng::report {

/// Of one workload: the candidate's name, or "compare".
[[nodiscard]] Judgement judgement_of(const Comparison& comparison);

/// What a measurement is a figure of, the same from run to run: its name, else its command.
[[nodiscard]] std::string workload_of(const Measurement& measurement);

/// U+FFFD in place of what is no UTF-8 and of control characters but tab and line breaks, which XML forbids and a
/// terminal would obey.
[[nodiscard]] std::string exportable(std::string_view text);

/// As a platform finds it in the repository: the path below `root`, also of a file in a work tree of `compare --git`
/// (STORE/trees/HASH/...). Empty where it lies elsewhere.
[[nodiscard]] std::string path_in_repository(const std::string& file, std::string_view root);

/// The shortest digits that read back as the same number; empty where it is not finite.
[[nodiscard]] std::string digits(double value);

[[nodiscard]] bool all_finite(const std::vector<double>& values);

/// Two blanks of indentation, a line break at the end.
[[nodiscard]] std::string written_json(const nlohmann::ordered_json& document);

} // namespace perfeng::report
