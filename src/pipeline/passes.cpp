#include "figures.hpp"
#include "subject.hpp"

#include "perfeng/analysis/hotspots.hpp"
#include "perfeng/measure/build_time.hpp"
#include "perfeng/measure/memory.hpp"
#include "perfeng/measure/metrics.hpp"
#include "perfeng/model/error.hpp"
#include "perfeng/process/interrupt.hpp"
#include "perfeng/store/profile_document.hpp"

#include <algorithm>

namespace perfeng::pipeline {
namespace {

double median_of(const Measurement& measurement, std::string_view name) {
    const auto* const metric = find_metric(measurement, name);
    return metric != nullptr ? metric->summary.median : 0;
}

template <typename T>
std::optional<T> keep_raw(const Context& context, Measurement& measurement, measure::PassResult<T> result) {
    for (const auto& raw : result.raw)
        measurement.artifacts.push_back(
            {raw.kind, context.store.put_blob_file(raw.path), raw.path.filename().string()});
    measurement.not_measured.insert(measurement.not_measured.end(), result.not_measured.begin(),
                                    result.not_measured.end());
    return std::move(result.result);
}

void add_sizes(const Context&, const MeasureOptions&, Measurement& measurement, const measure::PassContext&) {
    if (!measurement.executable.sections)
        measurement.not_measured.push_back({"section sizes", "the executable is neither ELF nor Mach-O", ""});
    add_size_figures(measurement);
}

void add_cpu_profile(const Context& context, const MeasureOptions& options, Measurement& measurement,
                     const measure::PassContext& pass) {
    context.progress.stage("CPU profile");
    auto profile = keep_raw(context, measurement, measure::profile_cpu(pass, options.profile));
    if (!profile)
        return;
    analysis::tally(*profile);
    measurement.artifacts.push_back(
        {"profile", context.store.put_blob(store::write_profile(*profile)), "profile.json"});
    measurement.profile = std::move(profile);
}

void add_allocations(const Context& context, const MeasureOptions&, Measurement& measurement,
                     const measure::PassContext& pass) {
    context.progress.stage("allocation profile");
    measurement.allocations = keep_raw(context, measurement, measure::profile_allocations(pass));
    add_allocation_figures(measurement);
}

void add_leaks(const Context& context, const MeasureOptions& options, Measurement& measurement,
               const measure::PassContext& pass) {
    context.progress.stage("leak check");
    measurement.leaks = keep_raw(context, measurement, measure::find_leaks(pass, options.leak_checker));
    add_leak_figures(measurement);
}

struct PassRow {
    Pass pass;
    std::string_view name;
    std::string_view what;
    void (*run)(const Context&, const MeasureOptions&, Measurement&, const measure::PassContext&);
    bool (*has)(const Measurement&);
};

constexpr std::array<PassRow, 4> passes{
    {{Pass::size, "size", "executable sizes", add_sizes,
      [](const Measurement& measurement) { return find_metric(measurement, "file_size") != nullptr; }},
     {Pass::cpu, "cpu", "CPU profile", add_cpu_profile,
      [](const Measurement& measurement) { return measurement.profile.has_value(); }},
     {Pass::alloc, "alloc", "allocations", add_allocations,
      [](const Measurement& measurement) { return measurement.allocations.has_value(); }},
     {Pass::leaks, "leaks", "leaks", add_leaks,
      [](const Measurement& measurement) { return measurement.leaks.has_value(); }}}};

/// Then a profile has to say why, asked for or not.
bool over_budget_of_its_size(const Measurement& measurement, const MeasureOptions& options) {
    const auto* const budget = budget_of_its_size(measurement, options);
    return budget != nullptr && analysis::is_suspect(measurement.metrics, *budget);
}

/// Where the project's own sources are, as far as its build tells.
std::filesystem::path sources_of(const Measurement& measurement) {
    const std::string_view project = fact_value(measurement.executable.build_facts, "project");
    const auto colon = project.find(": ");
    if (colon == std::string_view::npos)
        return measurement.workload.cwd;
    const std::filesystem::path told = project.substr(colon + 2);
    if (project.starts_with("cargo"))
        return told.parent_path();
    return project.starts_with("cmake") ? told : std::filesystem::path(measurement.workload.cwd);
}

void add_build(const Context& context, const MeasureOptions& options, Measurement& measurement,
               const std::filesystem::path& scratch) {
    if (options.build.build.empty())
        return;
    context.progress.stage("build");
    std::filesystem::create_directory(scratch);
    auto measured = measure::measure_build(context.runner,
                                           {.build = options.build.build,
                                            .clean = options.build.clean,
                                            .touch = options.build.touch,
                                            .cwd = measurement.workload.cwd,
                                            .sources = sources_of(measurement),
                                            .repeats = options.build.repeats,
                                            .limit = options.pass_limit},
                                           scratch, [&](std::string_view line) { context.progress.say(line); });
    if (!measured.clean.empty())
        measurement.metrics.push_back(measure::make_metric("build_time", std::move(measured.clean)));
    if (!measured.incremental.empty()) {
        context.progress.say("incremental builds compiled " + measured.touched + " anew");
        measurement.metrics.push_back(measure::make_metric("incremental_build_time", std::move(measured.incremental)));
    }
    measurement.build_times = std::move(measured.times);
    measurement.not_measured.insert(measurement.not_measured.end(), measured.not_measured.begin(),
                                    measured.not_measured.end());
}

NotMeasured not_asked_for(const PassRow& row) {
    return {std::string(row.what), "its pass was not asked for", "add " + std::string(row.name) + " to --passes"};
}

} // namespace

measure::PassContext pass_context(const Context& context, const MeasureOptions& options, Measurement& measurement,
                                  const Workload& workload, const std::string& executable,
                                  const std::filesystem::path& scratch) {
    return {.runner = context.runner,
            .workload = workload,
            .executable = executable,
            .trial_wall = median_of(measurement, "wall_time"),
            .trial_cpu = median_of(measurement, "cpu_time"),
            .limit = options.pass_limit,
            .scratch = scratch,
            .announce = [&context](std::string_view line) { context.progress.say(line); },
            .tools = &measurement.environment.tools};
}

void run_passes(const Context& context, const MeasureOptions& options, Subject& subject,
                const std::filesystem::path& scratch) {
    auto& measurement = subject.measurement;
    for (const auto& row : passes) {
        const bool wanted = options.passes.contains(row.pass) ||
                            (row.pass == Pass::cpu && over_budget_of_its_size(measurement, options));
        if (!wanted) {
            measurement.not_measured.push_back(not_asked_for(row));
            continue;
        }
        process::check_interrupt();
        const auto directory = scratch / row.name;
        std::filesystem::create_directory(directory);
        const auto pass =
            pass_context(context, options, measurement, measurement.workload, subject.files.file, directory);
        row.run(context, options, measurement, pass);
    }
    add_build(context, options, measurement, scratch / "build");
}

void note_unfinished_passes(const MeasureOptions& options, Measurement& measurement) {
    for (const auto& row : passes) {
        const bool noted =
            std::ranges::find(measurement.not_measured, row.what, &NotMeasured::what) != measurement.not_measured.end();
        if (noted || row.has(measurement))
            continue;
        measurement.not_measured.push_back(
            options.passes.contains(row.pass)
                ? NotMeasured{std::string(row.what), "interrupted before its pass was finished", "measure again"}
                : not_asked_for(row));
    }
}

} // namespace perfeng::pipeline
