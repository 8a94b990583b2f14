#include "run_advice.hpp"

#include "false_alarm.hpp"
#include "words.hpp"

#include "perfeng/analysis/own_code.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace perfeng::analysis {
namespace {

constexpr double leaked_share_told = 0.01;  // of peak RSS
constexpr double least_leaked_bytes = 4096; // a few records kept to the end are no loss
constexpr double faults_a_second_told = 20;
constexpr double switches_a_second_told = 2000;
constexpr double recursion_told = 0.25;
constexpr double depth_told = 4;

double median_of_metric(const Measurement& measurement, std::string_view name) {
    const auto* const metric = find_metric(measurement, name);
    return metric != nullptr ? metric->summary.median : 0;
}

Finding recommend(std::string rule, std::string title, std::string evidence, std::string change) {
    Finding finding;
    finding.id = "advice/" + rule;
    finding.kind = FindingKind::recommendation;
    finding.rule = std::move(rule);
    finding.title = std::move(title);
    finding.evidence = std::move(evidence);
    finding.change = std::move(change);
    return finding;
}

bool is_lost(const LeakSite& site) { return site.kind == LeakKind::definite || site.kind == LeakKind::indirect; }

void place_at(Finding& finding, const LeakSite& site) {
    finding.function = site.function;
    finding.file = site.file;
    finding.line = site.line;
}

std::optional<Finding> leaked(const Measurement& measurement) {
    if (!measurement.leaks || measurement.leaks->count == 0)
        return std::nullopt;
    const auto& leaks = *measurement.leaks;
    const auto bytes = static_cast<double>(leaks.bytes);
    const auto peak = median_of_metric(measurement, "peak_rss");
    if (bytes < least_leaked_bytes || (peak > 0 && bytes / peak < leaked_share_told))
        return std::nullopt;
    const auto site = std::ranges::find_if(leaks.sites, is_lost);
    auto finding =
        recommend("memory/leak", "Memory is lost",
                  fmt::format("{} in {} blocks were never freed, and nothing points to them at the end: {} of "
                              "the peak of {}",
                              quantity(bytes, Unit::bytes), quantity(static_cast<double>(leaks.count), Unit::count),
                              percent(peak > 0 ? bytes / peak : 0), quantity(peak, Unit::bytes)),
                  "Free what is allocated there, or give it an owner that does (`std::unique_ptr`, a "
                  "container, an arena); `Weak` against cycles of `Rc`");
    if (site != leaks.sites.end())
        place_at(finding, *site);
    finding.impact = Impact{.metric = "peak_rss", .ceiling = peak > 0 ? std::min(1.0, bytes / peak) : 0};
    finding.confidence = Confidence::high;
    return finding;
}

std::optional<Finding> reads_pages_from_disk(const Measurement& measurement) {
    const auto wall = median_of_metric(measurement, "wall_time");
    const auto faults = median_of_metric(measurement, "major_faults");
    if (wall <= 0 || faults / wall < faults_a_second_told)
        return std::nullopt;
    auto finding = recommend(
        "os/major-faults", "Pages are read from disk while it runs",
        fmt::format("{} major page faults, {} a second: each waits for the disk", quantity(faults, Unit::count),
                    quantity(faults / wall, Unit::count)),
        "Look whether memory is short (`vmstat 1`: columns si and so): then use less, or add some. Else files are read "
        "through a mapping for the first time: read them in order (`madvise` with MADV_SEQUENTIAL or MADV_WILLNEED), "
        "or "
        "warm them by a trial before");
    const auto cpu = median_of_metric(measurement, "cpu_time");
    finding.impact = Impact{.metric = "wall_time", .ceiling = std::clamp(1 - cpu / wall, 0.0, 1.0)};
    return finding;
}

std::optional<Finding> switches_often(const Measurement& measurement) {
    const auto waits = waits_a_second(measurement);
    const auto wall = median_of_metric(measurement, "wall_time");
    if (!waits || *waits < switches_a_second_told)
        return std::nullopt;
    auto finding = recommend(
        "os/context-switches", "The program waits very often",
        fmt::format("{} voluntary context switches, {} a second: each gives the processor away and takes some "
                    "microseconds",
                    quantity(median_of_metric(measurement, "voluntary_switches"), Unit::count),
                    quantity(*waits, Unit::count)),
        "See what it waits for: `strace -f -w -c -- " + command_line(measurement.workload) +
            "`. Locks: hold them shorter, or give each thread its own part; pipes and sockets: send more at "
            "once");
    const auto cpu = median_of_metric(measurement, "cpu_time");
    finding.impact = Impact{.metric = "wall_time", .ceiling = std::clamp(1 - cpu / wall, 0.0, 1.0)};
    return finding;
}

const FunctionCost* function_of(const Profile& profile, const Recursion& recursion) {
    const auto found = std::ranges::find_if(profile.functions, [&](const FunctionCost& function) {
        return function.name == recursion.function && is_own_code(function);
    });
    return found == profile.functions.end() ? nullptr : &*found;
}

/// Only where the function itself is what costs: a tree is walked by recursion rightly.
std::optional<Finding> recurs(const Measurement& measurement) {
    if (!measurement.profile)
        return std::nullopt;
    for (const auto& recursion : measurement.profile->recursion) {
        const auto* const function = function_of(*measurement.profile, recursion);
        if (function == nullptr || function->self_share < recursion_told || recursion.mean_depth < depth_told)
            continue;
        auto finding = recommend(
            "code/recursion", "A function that calls itself takes much of the time",
            fmt::format("{} on top of the stack in {} of the samples, up to {} times in one stack, {:.1f} on average",
                        recursion.function, percent(function->self_share), recursion.max_depth, recursion.mean_depth),
            "Where the same arguments come again, keep results (a table, memoisation) or build them up in a loop; "
            "where "
            "it walks deep data, use a stack of your own");
        finding.function = function->name;
        finding.file = function->file;
        finding.line = function->line;
        finding.impact = Impact{.metric = "cpu_time", .ceiling = function->total_share};
        finding.confidence = Confidence::low;
        return finding;
    }
    return std::nullopt;
}

} // namespace

std::vector<Finding> advise_on_run(const Measurement& measurement) {
    std::vector<Finding> findings;
    for (const auto look : {leaked, reads_pages_from_disk, switches_often, recurs})
        if (auto finding = look(measurement))
            findings.push_back(std::move(*finding));
    return findings;
}

} // namespace perfeng::analysis
