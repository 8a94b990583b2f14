#include "function_sampling.hpp"

#include "subject.hpp"

#include "perfeng/measure/function_times.hpp"

#include <algorithm>
#include <iterator>
#include <random>

namespace perfeng::pipeline {

void sample_both(const Context& context, const MeasureOptions& options, const StagedSides& sides,
                 Measurement& candidate, const std::filesystem::path& scratch) {
    if (!options.passes.contains(Pass::cpu) || !candidate.paired || sides.identical)
        return;
    context.progress.stage("functions of both sides");
    const auto context_of = [&](const StagedSide& side, const char* name) {
        const auto directory = scratch / "functions" / name;
        std::filesystem::create_directories(directory);
        return pass_context(context, options, candidate, side.workload, side.file, directory);
    };
    auto times = measure::sample_functions(context_of(sides.base, "base"), context_of(sides.candidate, "cand"),
                                           std::random_device{}());
    candidate.paired->function_times = std::move(times.base);
    candidate.function_times = std::move(times.candidate);
    std::ranges::move(times.not_measured, std::back_inserter(candidate.not_measured));
}

} // namespace perfeng::pipeline
