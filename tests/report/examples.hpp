#pragma once

#include "perfeng/model/comparison.hpp"
#include "perfeng/model/judgement.hpp"
#include "perfeng/model/measurement.hpp"

/// Hand-made records with something of everything, for golden files.
namespace perfeng::examples {

/// A recursive parser: 1,000 samples over 1 s.
[[nodiscard]] Profile profile();
[[nodiscard]] Measurement measurement();
/// Nothing but a command: no trials, no profile, nothing else measured.
[[nodiscard]] Measurement bare_measurement();

/// CPU time improved, peak RSS regressed, a new leak: the gate failed.
[[nodiscard]] Comparison comparison();
/// Saved numbers of one metric, without an interval.
[[nodiscard]] Comparison bare_comparison();
/// In pairs, with the trials of both sides: wall time within its threshold.
[[nodiscard]] Comparison unchanged_comparison();

/// Four workloads: one regressed, one unchanged, one inconclusive, one that could not be measured.
[[nodiscard]] Judgement judgement();
/// The same with every name and text as hostile as bytes can be.
[[nodiscard]] Judgement hostile_judgement();

} // namespace perfeng::examples
