#pragma once

#include "perfeng/model/comparison.hpp"
#include "perfeng/model/judgement.hpp"
#include "perfeng/report/page.hpp"

namespace perfeng::report {

/// The whole comparison in a line: "IMPROVED: CPU time -38.2% [-39.0%, -37.5%]; unchanged: wall time within 5%". The
/// gated metrics by verdict (all of them where none is gated): regressed, improved, inconclusive, unchanged, the first
/// of these that occurs in capitals.
[[nodiscard]] Text verdict_line(const Comparison& comparison);

/// A whole judgement in a line, worst first: "REGRESSED: parse: CPU time +5.2% [+4.1%, +6.3%]; not measured: scan;
/// unchanged: print, sort". Three workloads of each kind are named.
[[nodiscard]] Text judgement_line(const Judgement& judgement);

/// The worst of a workload's gated metrics; null where it has none, or was not measured. Regressed is worse than
/// inconclusive, then come improved and unchanged; of two alike the one that changed and is farther from its threshold
/// is worse.
[[nodiscard]] const MetricChange* worst_gated(const JudgedWorkload& workload);

/// "CPU time -38.2% [-39.0%, -37.5%]", or "wall time within 5%".
[[nodiscard]] std::string brief_of(const MetricChange& metric);

[[nodiscard]] Mark mark_of(Verdict verdict);
/// "failed", and "failed, exit status 1".
[[nodiscard]] Text gate_word(const Gate& gate);
[[nodiscard]] Text gate_text(const Gate& gate);
/// "regressed", "not measured", ...: the worst verdict on a gated metric.
[[nodiscard]] Text standing_text(const JudgedWorkload& workload);

/// The change for people: "-38.2%"; from nothing to something has no percentage and reads "from 0".
[[nodiscard]] std::string change_of(const MetricChange& metric);
/// "-38.2% [-39.0%, -37.5%]".
[[nodiscard]] std::string change_with_interval(const MetricChange& metric);

} // namespace perfeng::report
