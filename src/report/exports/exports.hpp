#pragma once

#include "perfeng/model/judgement.hpp"
#include "perfeng/model/measurement.hpp"
#include "perfeng/report/style.hpp"

#include <string>

/// The formats for CI and for other programs, one file each, which names its source. Any bytes may stand in a document:
/// what is written is valid UTF-8 without control characters but tab and line breaks.
namespace perfeng::report {

[[nodiscard]] std::string junit_xml(const Judgement& judgement, const Style& style);
[[nodiscard]] std::string github_annotations(const Judgement& judgement, const Style& style);
[[nodiscard]] std::string github_annotations(const Measurement& measurement, const Style& style);
[[nodiscard]] std::string gitlab_json(const Judgement& judgement, const Style& style);
[[nodiscard]] std::string gitlab_json(const Measurement& measurement, const Style& style);
[[nodiscard]] std::string openmetrics_text(const Judgement& judgement, const Style& style);
[[nodiscard]] std::string openmetrics_text(const Measurement& measurement, const Style& style);
[[nodiscard]] std::string csv_rows(const Judgement& judgement, const Style& style);
[[nodiscard]] std::string csv_rows(const Measurement& measurement, const Style& style);
[[nodiscard]] std::string bencher_json(const Judgement& judgement, const Style& style);
[[nodiscard]] std::string bencher_json(const Measurement& measurement, const Style& style);
[[nodiscard]] std::string hyperfine_json(const Judgement& judgement, const Style& style);
[[nodiscard]] std::string hyperfine_json(const Measurement& measurement, const Style& style);

/// The Markdown within `limit` bytes: cut at the end of a line, what is open closed, and a note of what is missing.
[[nodiscard]] std::string within_a_step_summary(const std::string& markdown, std::size_t limit = 1'000'000);

} // namespace perfeng::report
