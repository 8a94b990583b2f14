#include "joining.hpp"

#include "perfeng/analysis/hotspots.hpp"
#include "perfeng/measure/metrics.hpp"
#include "perfeng/model/error.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/tools/build/build_times.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace perfeng::pipeline {
namespace {

/// How much a profile tells: stacks of time before other stacks, these before functions alone, and all before the
/// heap's.
int rank_of(const Profile& profile) {
    if (profile.unit == Unit::bytes)
        return -1;
    return (profile.stacks.empty() ? 0 : 2) + (profile.unit == Unit::seconds ? 1 : 0);
}
std::size_t rank_of(const Allocations& allocations) { return allocations.functions.size(); }
std::size_t rank_of(const Leaks& leaks) { return leaks.sites.size(); }

/// Of two the one that tells more stays; of equals the first.
template <typename T>
void keep_better(std::optional<T>& kept, std::optional<T>&& more, std::string_view what, ImportedFile& file) {
    if (!more)
        return;
    if (kept)
        file.warnings.push_back(fmt::format("another file holds a {} too: {} is used, because it tells more", what,
                                            rank_of(*more) > rank_of(*kept) ? "this one" : "that one"));
    if (!kept || rank_of(*more) > rank_of(*kept))
        kept = std::move(more);
}

template <typename T> void fill_in(T& known, const T& told) {
    if (known == T{})
        known = told;
}

std::vector<std::string> words_of(const std::string& command) {
    try {
        return process::split_words(command);
    } catch (const Error&) { // tools print a command without quoting it
        return {command};
    }
}

/// In the order of a report; what perfeng does not measure itself comes last, as it came.
std::size_t place_of_metric(const Metric& metric) {
    const auto kinds = metric_kinds();
    return static_cast<std::size_t>(std::ranges::find(kinds, metric.name, &MetricKind::name) - kinds.begin());
}

Metric summarised(Metric metric) {
    if (metric.trials.empty())
        return metric;
    auto made = measure::make_metric(metric.name, std::move(metric.trials));
    made.unit = metric.unit;
    made.better = metric.better;
    return made;
}

std::string counted_of(std::uint64_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string holding_of(const Profile& profile) {
    const auto what = profile.stacks.empty() ? counted_of(profile.functions.size(), "function")
                                             : counted_of(profile.stacks.size(), "distinct stack");
    return fmt::format("{} of {} ({}{})", profile.unit == Unit::bytes ? "memory profile" : "CPU profile", what,
                       profile.event, profile.samples > 0 ? ", " + counted_of(profile.samples, "sample") : "");
}

std::string holding_of(const std::vector<Metric>& metrics) {
    std::size_t trials = 0;
    for (const auto& metric : metrics)
        trials = std::max(trials, metric.trials.empty() ? metric.summary.n : metric.trials.size());
    return counted_of(metrics.size(), "metric") + (trials > 0 ? " of " + counted_of(trials, "trial") : "");
}

std::string holding_of(const Allocations& allocations) {
    return fmt::format("{} at {}",
                       allocations.calls > 0 || allocations.peak_bytes == 0
                           ? counted_of(allocations.calls, "allocation")
                           : fmt::format("{} bytes at the heap's peak", allocations.peak_bytes),
                       counted_of(allocations.functions.size(), "place"));
}

std::string holding_of(const BuildTimes& times) {
    return fmt::format("a build by {} of {}", times.tool, counted_of(times.units.size(), "unit"));
}

std::string holding_of(const Coverage& coverage) {
    std::size_t lines = 0;
    for (const auto& file : coverage.files)
        lines += file.lines.size();
    return fmt::format("coverage of {} lines in {}", lines, counted_of(coverage.files.size(), "file"));
}

} // namespace

std::string holdings_of(const tools::Contents& contents) {
    std::vector<std::string> parts;
    if (!contents.metrics.empty())
        parts.push_back(holding_of(contents.metrics));
    if (contents.profile)
        parts.push_back(holding_of(*contents.profile) + (contents.base_profile ? ", and one of before" : ""));
    if (contents.allocations)
        parts.push_back(holding_of(*contents.allocations));
    if (contents.leaks)
        parts.push_back(
            fmt::format("leaks: {}, {} bytes", counted_of(contents.leaks->count, "block"), contents.leaks->bytes));
    if (contents.coverage)
        parts.push_back(holding_of(*contents.coverage));
    if (contents.lints)
        parts.push_back(counted_of(contents.lints->size(), "lint"));
    if (contents.build_times)
        parts.push_back(holding_of(*contents.build_times));
    if (contents.executable)
        parts.emplace_back("sizes of an executable");
    if (!contents.hangs.empty())
        parts.push_back(counted_of(contents.hangs.size(), "hang"));
    if (parts.empty() && !contents.program.empty())
        parts.push_back("what was recorded of " + contents.program);
    return fmt::format("{}", fmt::join(parts, "; "));
}

/// Trials tell more than another file's summary of them.
static void replace_summary(ImportedFile& file, Metric& known, Metric&& metric) {
    file.warnings.push_back(metric.name +
                            ": another file has a summary of it, this one the trials: the trials are used");
    known = std::move(metric);
}

void Joining::add_metrics(ImportedFile& file, std::vector<Metric> metrics) {
    for (auto& metric : metrics) {
        const auto known = std::ranges::find(measurement_.metrics, metric.name, &Metric::name);
        if (known == measurement_.metrics.end())
            measurement_.metrics.push_back(std::move(metric));
        else if (known->trials.empty() && !metric.trials.empty() && known->unit == metric.unit)
            replace_summary(file, *known, std::move(metric));
        else if (known->trials.empty() || metric.trials.empty() || known->unit != metric.unit)
            file.warnings.push_back(metric.name + " is left out: another file tells it, and the two can't be joined");
        else
            known->trials.insert(known->trials.end(), metric.trials.begin(), metric.trials.end());
    }
}

/// A trace of one compilation does not hold the name of what was compiled: the file's stands for it.
void Joining::add_build_times(ImportedFile& file, std::optional<BuildTimes> more) {
    if (!more)
        return;
    for (auto& unit : more->units)
        if (unit.name.empty())
            unit.name = file.path;
    auto& known = measurement_.build_times;
    if (!known)
        known = std::move(more);
    else if (known->tool == more->tool)
        tools::join_build_times(*known, std::move(*more));
    else
        file.warnings.push_back(fmt::format("another file holds times of a build by {}: they are used", known->tool));
}

void Joining::add_environment(const Environment& environment) {
    auto& known = measurement_.environment;
    for (const auto field : {&Environment::host, &Environment::os, &Environment::kernel, &Environment::architecture,
                             &Environment::cpu_model, &Environment::libc, &Environment::git_commit})
        fill_in(known.*field, environment.*field);
    fill_in(known.cores, environment.cores);
    fill_in(known.memory, environment.memory);
    fill_in(known.git_dirty, environment.git_dirty);
}

void Joining::add_program(ImportedFile& file, const tools::Contents& contents) {
    auto& argv = measurement_.workload.argv;
    const auto words = contents.command.empty() ? argv : words_of(contents.command);
    if (argv.empty())
        argv = words;
    else if (words != argv)
        file.warnings.push_back(fmt::format("it is of the command {}, another file of {}: are they of one program?",
                                            contents.command, process::join_words(argv)));
    if (contents.program.empty())
        return;
    if (!program_.empty() && program_ != contents.program)
        file.warnings.push_back(
            fmt::format("it speaks of {}, another file of {}: are they of one program?", contents.program, program_));
    fill_in(program_, contents.program);
}

void Joining::add(ImportedFile file, tools::Contents contents) {
    file.holds = holdings_of(contents);
    file.recorded = contents.created;
    add_metrics(file, std::move(contents.metrics));
    keep_better(measurement_.profile, std::move(contents.profile), "CPU profile", file);
    keep_better(base_profile_, std::move(contents.base_profile), "CPU profile of before", file);
    keep_better(measurement_.allocations, std::move(contents.allocations), "allocation profile", file);
    keep_better(measurement_.leaks, std::move(contents.leaks), "leak check", file);
    add_build_times(file, std::move(contents.build_times));
    if (contents.executable && measurement_.executable.path.empty())
        measurement_.executable = std::move(*contents.executable);
    std::ranges::move(contents.hangs, std::back_inserter(hangs_));
    add_environment(contents.environment);
    add_program(file, contents);
    add_evidence(std::move(contents), evidence_);
    measurement_.imported.push_back(std::move(file));
}

Evidence Joining::evidence(Evidence given) const {
    given.coverage.insert(given.coverage.end(), evidence_.coverage.begin(), evidence_.coverage.end());
    if (evidence_.lints) {
        auto& lints = given.lints ? *given.lints : given.lints.emplace();
        lints.insert(lints.end(), evidence_.lints->begin(), evidence_.lints->end());
    }
    return given;
}

Measurement Joining::take() {
    if (measurement_.workload.argv.empty())
        measurement_.workload.argv = {program_.empty() ? measurement_.imported.front().path : program_};
    for (auto& metric : measurement_.metrics)
        metric = summarised(std::move(metric));
    std::ranges::stable_sort(measurement_.metrics, {}, place_of_metric);
    if (measurement_.profile)
        analysis::tally(*measurement_.profile);
    return std::move(measurement_);
}

} // namespace perfeng::pipeline
