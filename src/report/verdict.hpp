#pragma once

#include "perfeng/model/comparison.hpp"
#include "perfeng/report/page.hpp"

namespace perfeng::report {

/// The whole comparison in a line: "IMPROVED: CPU time -38.2% [-39.0%, -37.5%]; unchanged: wall time within 5%". The
/// gated metrics by verdict (all of them where none is gated): regressed, improved, inconclusive, unchanged, the first
/// of these that occurs in capitals.
[[nodiscard]] Text verdict_line(const Comparison& comparison);

[[nodiscard]] Mark mark_of(Verdict verdict);

/// The change for people: "-38.2%"; from nothing to something has no percentage and reads "from 0".
[[nodiscard]] std::string change_of(const MetricChange& metric);

} // namespace perfeng::report
