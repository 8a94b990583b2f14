#pragma once

#include "family.hpp"

#include "perfeng/analysis/limits.hpp"
#include "perfeng/measure/pairs.hpp"

#include <span>
#include <vector>

namespace perfeng::pipeline {

/// Whether two executables hold the same machine code. Their debug information and the paths in them may differ.
[[nodiscard]] bool same_code(const std::string& a, const std::string& b);

/// Gives a variant that was run in pairs its metrics, verdict and worth.
void judge_variant(Variant& variant, const Built& base, const Built& candidate,
                   const std::vector<measure::TrialPair>& pairs, std::span<const analysis::Threshold> thresholds,
                   double alpha);

/// The metric that the verdict is on; null where nothing was judged.
[[nodiscard]] const MetricChange* gate_of_time(const Variant& variant);

/// The fewest pairs in which a metric can be shown to improve at this level, however clear it is.
[[nodiscard]] std::size_t pairs_to_decide(double alpha);

/// Tried ones first: what helps, what trades, the rest, each by the change of time.
void sort_variants(std::vector<Variant>& variants);

} // namespace perfeng::pipeline
