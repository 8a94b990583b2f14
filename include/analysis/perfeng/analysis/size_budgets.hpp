#pragma once

#include "perfeng/analysis/sizes.hpp"
#include "perfeng/model/finding.hpp"
#include "perfeng/model/metric.hpp"
#include "perfeng/model/profile.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::analysis {

/// What a metric of workloads of some sizes may be. Over `most` is broken; under `least` is worth a note.
struct SizeLimit {
    std::string metric;
    std::optional<double> least;
    double most = 0;
    std::string text; ///< "100ms-500ms"
};

/// One [[size_budgets]] of perfeng.toml.
struct SizeBudget {
    std::string name; ///< "small"; empty: none
    SizeRange sizes;
    std::vector<SizeLimit> limits;
};

/// "100ms" (at most), "100ms-500ms". Throws Error for an unknown metric or a limit that is none.
[[nodiscard]] SizeLimit parse_size_limit(const std::string& metric, std::string_view text);

/// The first whose sizes hold this one; null where there is none.
[[nodiscard]] const SizeBudget* budget_of_size(std::span<const SizeBudget> budgets, double size);

/// How a metric stands to its limit: `over` where the 95% interval of its median lies beyond, `over_within_noise` where
/// the median alone does.
enum class Standing { within, under, over, over_within_noise, not_measured };
[[nodiscard]] Standing standing_of(const Metric* metric, const SizeLimit& limit);

/// What is to be said of the metrics of one size: budgets that are broken (FindingKind::budget), metrics that are over
/// within their noise or were not measured (doubt), or under their range (note). `bottleneck` tells what the size
/// spends its time on, and goes into the evidence of broken budgets.
[[nodiscard]] std::vector<Finding> size_budget_findings(const std::vector<Metric>& metrics, double size,
                                                        const SizeBudget& budget, const std::string& bottleneck);

/// Whether one of its limits is `over` or `over_within_noise`: worth an investigation.
[[nodiscard]] bool is_suspect(const std::vector<Metric>& metrics, const SizeBudget& budget);

/// The functions of a profile with the most time of their own, and its hottest line, in one sentence.
[[nodiscard]] std::string bottleneck_in_words(const Profile& profile);

} // namespace perfeng::analysis
