#include "instruction_counting.hpp"

#include "subject.hpp"

#include "perfeng/measure/instruction_counts.hpp"
#include "perfeng/process/interrupt.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

namespace perfeng::pipeline {
namespace {

void put_metric(std::vector<Metric>& metrics, Metric metric) {
    const auto known = std::ranges::find(metrics, metric.name, &Metric::name);
    if (known != metrics.end())
        *known = std::move(metric);
    else
        metrics.push_back(std::move(metric));
}

/// What can't be had is told in `measurement`.
std::optional<measure::InstructionCounts> counted(const Context& context, const MeasureOptions& options,
                                                  Measurement& measurement, const StagedSide& side,
                                                  const std::filesystem::path& scratch) {
    process::check_interrupt();
    std::filesystem::create_directories(scratch);
    auto result =
        measure::count_instructions(pass_context(context, options, measurement, side.workload, side.file, scratch));
    std::ranges::move(result.not_measured, std::back_inserter(measurement.not_measured));
    return std::move(result.result);
}

} // namespace

void count_one(const Context& context, const MeasureOptions& options, Measurement& measurement, const StagedSide& side,
               const std::filesystem::path& scratch) {
    if (!options.count_instructions)
        return;
    context.progress.stage("instructions");
    if (auto counts = counted(context, options, measurement, side, scratch / "counts")) {
        put_metric(measurement.metrics, std::move(counts->metric));
        measurement.instruction_counts = std::move(counts->functions);
    }
}

void count_both(const Context& context, const MeasureOptions& options, const StagedSides& sides, Measurement& candidate,
                const std::filesystem::path& scratch) {
    if (!options.count_instructions || !candidate.paired)
        return;
    context.progress.stage("instructions of both sides");
    auto base = counted(context, options, candidate, sides.base, scratch / "counts" / "base");
    auto own = base ? counted(context, options, candidate, sides.candidate, scratch / "counts" / "cand") : std::nullopt;
    if (!own)
        return;
    put_metric(candidate.paired->metrics, std::move(base->metric));
    candidate.paired->instruction_counts = std::move(base->functions);
    put_metric(candidate.metrics, std::move(own->metric));
    candidate.instruction_counts = std::move(own->functions);
}

void give_base_its_counts(const Measurement& candidate, Measurement& base) {
    if (!candidate.paired || !candidate.paired->instruction_counts)
        return;
    put_metric(base.metrics, *std::ranges::find(candidate.paired->metrics, "instructions", &Metric::name));
    base.instruction_counts = candidate.paired->instruction_counts;
}

} // namespace perfeng::pipeline
