#pragma once

#include "perfeng/model/comparison.hpp"
#include "perfeng/model/judgement.hpp"
#include "perfeng/model/measurement.hpp"
#include "perfeng/report/page.hpp"

#include <string>
#include <string_view>
#include <vector>

/// What each report says. A section without blocks has nothing to say, and `add` leaves it out.
namespace perfeng::report {

[[nodiscard]] Page measurement_page(const Measurement& measurement, const Style& style);
[[nodiscard]] Page bottleneck_page(const Measurement& measurement, const Style& style);
[[nodiscard]] Page comparison_page(const Comparison& comparison, const Style& style);
/// Which workloads are told in full, in folded blocks below what is said of all.
enum class Shown { all, what_did_not_pass };
[[nodiscard]] Page judgement_page(const Judgement& judgement, const Style& style, Shown shown);

void add(Page& page, Section section);

[[nodiscard]] Section metrics_section(const Measurement& measurement);
[[nodiscard]] Section bottlenecks_section(const Measurement& measurement, const Style& style);
/// What the program was busy with, the hottest lines, recursion, and what is watched.
[[nodiscard]] std::vector<Block> place_blocks(const Measurement& measurement);
[[nodiscard]] Section memory_section(const Measurement& measurement, const Style& style);
[[nodiscard]] Section leaks_section(const Measurement& measurement, const Style& style);
/// What is known of how the program was built, by whom it is told, and the slowest parts of the build.
[[nodiscard]] Section build_section(const Measurement& measurement);
/// Recommendations, risks and broken budgets; each empty where there are none.
[[nodiscard]] std::vector<Section> advice_sections(const Measurement& measurement, const Style& style);
/// What the risks stand on, the table of hot functions with each factor, and the findings.
[[nodiscard]] Section risks_section(const Measurement& measurement, const Style& style);
/// Of a candidate: the baseline's recommendations that were acted on.
/// Title, function and place.
[[nodiscard]] Text heading_of(const Finding& finding, const std::string& cwd);
[[nodiscard]] Section outcomes_section(const Measurement& measurement);
[[nodiscard]] Section doubts_section(const Measurement& measurement);
[[nodiscard]] Section not_measured_section(const std::vector<NotMeasured>& not_measured);
/// Both medians, change, verdict and gate of each metric.
[[nodiscard]] Table metric_changes(const std::vector<MetricChange>& metrics);
/// A table of checks, and below it the last words of those that failed.
[[nodiscard]] Section checks_section(const std::vector<Check>& checks);
[[nodiscard]] std::vector<Section> function_and_leak_changes(const Comparison& comparison, const Style& style);

/// Where a finding is told: notes on the figures and doubts about the trials below the metrics, notes on a function
/// below the bottlenecks, other doubts in their own section.
[[nodiscard]] bool concerns_metrics(const Finding& finding);
[[nodiscard]] bool concerns_functions(const Finding& finding);
[[nodiscard]] List findings_where(const Measurement& measurement, bool (*belongs)(const Finding&));

[[nodiscard]] Item leak_item(const LeakSite& site, const std::string& cwd);
/// "peak RSS" for peak_rss; a metric that perfeng doesn't know keeps its name.
[[nodiscard]] std::string label_of(std::string_view metric);
/// What names a measurement on a command line: its name, else its short id.
[[nodiscard]] std::string reference_of(const std::string& name, const std::string& id);
/// The first 13 characters of a UUIDv7: its millisecond. (The first 8 are the same for 65 seconds.)
[[nodiscard]] std::string short_id(const std::string& id);
[[nodiscard]] std::string short_digest(const std::string& sha256);

/// "src/parse.c:12", the module's file name where there is no source, "" where there is neither. Files below `cwd` are
/// told from there.
[[nodiscard]] std::string place_of(const std::string& file, int line, const std::string& module,
                                   const std::string& cwd);

} // namespace perfeng::report
