#pragma once

#include "perfeng/model/judgement.hpp"

#include <span>

namespace perfeng::analysis {

/// Joins judgements of the same two revisions, made on several machines, into one. A workload that one of them has is
/// taken as it is. Of one that several have, each paired metric is pooled over them (stats::pool, of the logarithms of
/// the changes): `regressed` where the pooled interval at `alpha`, divided by the number of gated metrics, lies beyond
/// the threshold, `improved` and `unchanged` likewise. Where machines disagree (Cochran's Q, p < 0.05) a note tells
/// the figure of each, and what is not beyond its threshold is `inconclusive` if it regressed on one of them. Of other
/// metrics, leaks and output the worst counts; functions are those of the machine with the most samples. Thresholds and
/// what is gated stand in the parts. Throws Error for judgements of other revisions.
[[nodiscard]] Judgement merge(std::span<const Judgement> parts, double alpha, bool strict);

} // namespace perfeng::analysis
