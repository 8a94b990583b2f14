#include "build_words.hpp"
#include "doubt.hpp"
#include "other_processes.hpp"
#include "symbols_advice.hpp"
#include "words.hpp"

#include "perfeng/analysis/doubts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <optional>

namespace perfeng::analysis {
namespace {

using Doubt = std::optional<Finding>;

/// A counting tool (callgrind) takes no samples and loses none.
bool samples(const Profile& profile) { return profile.samples > 0; }

Doubt few_samples(const Measurement& measurement, const Profile& profile) {
    constexpr std::uint64_t enough = 500;
    if (!samples(profile) && profile.functions.empty())
        return doubt("profile/no-samples", "The profile holds no samples: it says nothing", "0 samples",
                     "Give the program a larger input, then: " + measure_again(measurement));
    if (!samples(profile) || profile.samples >= enough)
        return std::nullopt;
    const auto margin = 1.96 * std::sqrt(0.25 / static_cast<double>(profile.samples));
    return doubt(
        "profile/few-samples", fmt::format("The profile has few samples: a share may be off by {}", in_points(margin)),
        fmt::format("{} {}, under {}: a share near 50% is ± {} (95%)", profile.samples,
                    profile.samples == 1 ? "sample" : "samples", enough, in_points(margin)),
        "Give the program a larger input, or sample more often: " + measure_again(measurement, "--frequency 4999"));
}

/// All executions that were sampled take at least the CPU time of one.
Doubt missing_time(const Measurement& measurement, const Profile& profile) {
    const auto* const cpu = find_metric(measurement, "cpu_time");
    if (!samples(profile) || profile.unit != Unit::seconds || cpu == nullptr ||
        profile.weight >= 0.5 * cpu->summary.median)
        return std::nullopt;
    return doubt("profile/missing-time",
                 fmt::format("The profile holds {} of the {} of CPU time that a trial takes",
                             quantity(profile.weight, Unit::seconds), quantity(cpu->summary.median, Unit::seconds)),
                 "the program did less under the profiler, or its work is done by a process that the profiler does not "
                 "follow, or by threads that live shorter than a sample takes: what the profile tells is not where the "
                 "time goes",
                 "See what it does there: give it its usual input and files by --stdin and --prepare, or profile the "
                 "process that does the work; for short threads " +
                     measure_again(measurement, "--frequency 24997"));
}

Doubt lost_samples(const Measurement& measurement, const Profile& profile) {
    const auto lost = static_cast<double>(profile.lost);
    const auto share = lost / (lost + static_cast<double>(profile.samples));
    if (!samples(profile) || share <= 0.01)
        return std::nullopt;
    const auto slower = profile.frequency > 0 ? std::max(99.0, std::floor(profile.frequency / 2)) : 499.0;
    return doubt("profile/lost-samples", fmt::format("{} of the samples were lost", percent(share)),
                 fmt::format("{} lost, {} kept", profile.lost, profile.samples),
                 "Sample less often: " + measure_again(measurement, fmt::format("--frequency {:.0f}", slower)));
}

/// The bytes of stack a DWARF recording copied with each sample; 0 for another way to record stacks.
unsigned dumped_stack(const Profile& profile) {
    constexpr std::string_view dwarf = "dwarf";
    if (!profile.call_graph.starts_with(dwarf))
        return 0;
    unsigned size = 8192; // perf's own default
    const auto comma = profile.call_graph.find(',');
    if (comma != std::string::npos)
        std::from_chars(profile.call_graph.data() + comma + 1, profile.call_graph.data() + profile.call_graph.size(),
                        size);
    return size;
}

Doubt unrooted(const Measurement& measurement, const Profile& profile) {
    const auto& quality = profile.quality;
    const auto share = 1 - quality.rooted_share - quality.capped_share - quality.empty_share;
    const bool roots_known = measurement.imported.empty() || profile.tool == "perf"; // others begin at other names
    if (!samples(profile) || share <= 0.10 || !roots_known)
        return std::nullopt;
    constexpr unsigned larger = 32768;
    constexpr unsigned largest = 65528; // perf's limit
    const auto dumped = dumped_stack(profile);
    const auto next = dumped < larger ? larger : largest;
    const auto change =
        dumped >= largest
            ? "Build with `-fno-omit-frame-pointer` (Rust: `-C force-frame-pointers=yes`), then: " +
                  measure_again(measurement, "--call-graph fp")
            : "Record more of each stack: " + measure_again(measurement, fmt::format("--call-graph dwarf,{}", next));
    return doubt("profile/unrooted", fmt::format("{} of the stacks do not reach the start of a thread", percent(share)),
                 fmt::format("recorded with --call-graph {}: totals and call paths are too low by up to that share; "
                             "self shares stand",
                             profile.call_graph.empty() ? "(unknown)" : profile.call_graph),
                 change);
}

Doubt depth_cap(const Measurement& measurement, const Profile& profile) {
    const auto share = profile.quality.capped_share;
    if (share <= 0.01)
        return std::nullopt;
    const auto raise = "`sudo sysctl -w kernel.perf_event_max_stack=1024`, then: " + measure_again(measurement);
    const auto change = profile.call_graph.starts_with("dwarf")
                            ? "Raise the limit: " + raise
                            : "Frame pointers that lead astray end there too: " +
                                  measure_again(measurement, "--call-graph dwarf,32768") +
                                  ". Where the stacks really are that deep, raise the limit: " + raise;
    return doubt("profile/depth-cap", fmt::format("{} of the stacks are cut at the depth limit", percent(share)),
                 fmt::format("the recorder keeps {} frames: what called them is missing", profile.depth_cap), change);
}

Doubt no_call_chain(const Measurement& measurement, const Profile& profile) {
    const auto share = profile.quality.empty_share;
    if (share <= 0.01)
        return std::nullopt;
    return doubt("profile/no-call-chain", fmt::format("{} of the profile came without a call chain", percent(share)),
                 "this share is missing from every function, and shares add up to less than 100%",
                 "Record stacks another way: " + measure_again(measurement, "--call-graph dwarf,32768"));
}

Finding unknown_in_module(const Measurement& measurement, const Profile& profile,
                          const ProfileQuality::UnknownModule& unknown) {
    const auto name = unknown.module.empty() ? "[unknown]" : std::string(file_name(unknown.module));
    return doubt("profile/unknown-names",
                 fmt::format("{} of the profile is functions of {} without a name", percent(unknown.share), name),
                 fmt::format("{}; {} of the profile has no name in all", unknown.module.empty() ? name : unknown.module,
                             percent(profile.quality.unknown_share)),
                 how_to_get_symbols(measurement, unknown.module) + ". Then: " + measure_again(measurement),
                 Confidence::high, name);
}

std::vector<Finding> unknown_names(const Measurement& measurement, const Profile& profile) {
    std::vector<Finding> found;
    const auto& quality = profile.quality;
    for (const auto& unknown : quality.unknown_by_module)
        if (unknown.share > 0.05)
            found.push_back(unknown_in_module(measurement, profile, unknown));
    if (!found.empty() || quality.unknown_share <= 0.10)
        return found;
    std::string modules;
    for (const auto& unknown : quality.unknown_by_module)
        modules += fmt::format("{}{} {}", modules.empty() ? "" : ", ", unknown.module, percent(unknown.share));
    found.push_back(doubt("profile/unknown-names",
                          fmt::format("{} of the profile has no name", percent(quality.unknown_share)), modules,
                          "Install the debug symbols of these files, or let tools fetch them: "
                          "`export DEBUGINFOD_URLS=https://debuginfod.elfutils.org`. Then: " +
                              measure_again(measurement)));
    return found;
}

bool on_mac(const Measurement& measurement) { return measurement.environment.os.starts_with("macOS"); }

Doubt mostly_kernel(const Measurement& measurement, const Profile& profile) {
    const auto share = profile.quality.kernel_share;
    if (share <= 0.50)
        return std::nullopt;
    return doubt("profile/mostly-kernel", fmt::format("{} of the profile is in the kernel", percent(share)),
                 "the program's own functions share the rest: look at what it asks of the system",
                 std::string("Count its system calls: ") +
                     (on_mac(measurement) ? "sudo dtruss -c " : "strace -f -c -- ") +
                     command_line(measurement.workload),
                 Confidence::medium);
}

Doubt mostly_waiting(const Measurement& measurement) {
    const auto* wall = find_metric(measurement, "wall_time");
    const auto* cpu = find_metric(measurement, "cpu_time");
    if (!wall || !cpu || wall->summary.median <= 0 || cpu->summary.median >= 0.5 * wall->summary.median)
        return std::nullopt;
    return doubt("profile/mostly-waiting",
                 fmt::format("The program mostly waits: a CPU profile explains {} of its time",
                             percent(cpu->summary.median / wall->summary.median)),
                 fmt::format("CPU time {}, wall time {}", quantity(cpu->summary.median, Unit::seconds),
                             quantity(wall->summary.median, Unit::seconds)),
                 std::string("See what it waits for: ") +
                     (on_mac(measurement) ? "xcrun xctrace record --template 'System Trace' --launch -- "
                                          : "strace -f -w -c -- ") +
                     command_line(measurement.workload));
}

bool told_unoptimised(const Executable& executable) {
    constexpr std::string_view signs[] = {
        "dev profile", "debug profile", "debug build", "cmake debug",    "build type debug", "-o0",
        "opt-level 0", "opt-level=0",   "unoptimi",    "without optimi", "not optimi"};
    auto build = executable.build;
    std::ranges::transform(build, build.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return std::ranges::any_of(signs, [&](std::string_view sign) { return build.find(sign) != std::string::npos; });
}

Doubt unoptimised_build(const Measurement& measurement) {
    const auto& executable = measurement.executable;
    const auto* const level = find_fact(executable.build_facts, "optimisation");
    const bool shown = level != nullptr && !level->declared && is_unoptimised(level->value);
    const bool contradicted = level != nullptr && !level->declared && !shown;
    if (!shown && (contradicted || !told_unoptimised(executable)))
        return std::nullopt;
    return doubt("executable/unoptimised",
                 "The executable is built without optimisation: its times are not those that users see",
                 fmt::format("{}: {}", executable.path, shown ? told(measurement, "optimisation") : executable.build),
                 "Build it optimised, then measure again. " + how_to_build_with_symbols());
}

Doubt instrumented_build(const Measurement& measurement) {
    const auto* const fact = find_fact(measurement.executable.build_facts, "instrumentation");
    if (fact == nullptr || fact->declared || fact->value == "none")
        return std::nullopt;
    return doubt("executable/instrumented", "The executable is instrumented: its times are not those that users see",
                 told(measurement, "instrumentation"), "Measure a build without it", fact->confidence);
}

Doubt missing_symbols(const Measurement& measurement) {
    const auto& executable = measurement.executable;
    if (executable.format.empty() || (!executable.stripped && executable.debug_info))
        return std::nullopt;
    const auto change = how_to_get_symbols(measurement, executable.path) + ". Then: " + measure_again(measurement);
    if (executable.stripped)
        return doubt("executable/stripped", "The executable is stripped: its functions have no names",
                     executable.path + " has no symbol table", change);
    return doubt("executable/no-debug-info",
                 "The executable has no debug information: source lines and inlined functions are missing",
                 executable.path + " has no DWARF line table", change);
}

} // namespace

std::vector<Finding> profile_doubts(const Measurement& measurement) {
    std::vector<Finding> doubts;
    const auto add = [&doubts](Doubt found) {
        if (found)
            doubts.push_back(*std::move(found));
    };
    add(unoptimised_build(measurement));
    add(instrumented_build(measurement));
    if (!measurement.profile)
        return doubts;
    const auto& profile = *measurement.profile;
    for (const auto rule : {few_samples, missing_time, lost_samples, unrooted, depth_cap, no_call_chain})
        add(rule(measurement, profile));
    for (auto& found : unknown_names(measurement, profile))
        doubts.push_back(std::move(found));
    add(missing_symbols(measurement));
    add(mostly_kernel(measurement, profile));
    add(mostly_waiting(measurement));
    add(other_processes(measurement, profile));
    return doubts;
}

} // namespace perfeng::analysis
