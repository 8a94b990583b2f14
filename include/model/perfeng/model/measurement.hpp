#pragma once

#include "perfeng/model/environment.hpp"
#include "perfeng/model/executable.hpp"
#include "perfeng/model/finding.hpp"
#include "perfeng/model/function_times.hpp"
#include "perfeng/model/memory.hpp"
#include "perfeng/model/metric.hpp"
#include "perfeng/model/outcome.hpp"
#include "perfeng/model/profile.hpp"
#include "perfeng/model/risk.hpp"
#include "perfeng/model/workload.hpp"

#include <optional>
#include <string>
#include <vector>

namespace perfeng {

/// A blob of the store: a tool's raw output or a profile. `path` is its name for people, not its place.
struct Artifact {
    std::string kind; ///< "perf.data", "profile", "memcheck.xml", "heaptrack", ...
    std::string sha256;
    std::string path;
};

/// Something the user would expect and does not get: what, why, and how to get it.
struct NotMeasured {
    std::string what;
    std::string why;
    std::string how;
};

/// A file that a measurement was imported from, and what it was taken for.
struct ImportedFile {
    std::string path;     ///< as the user gave it; "-" for standard input
    std::string format;   ///< "gnu-time"
    std::string what;     ///< the format for people: "report of GNU time -v"
    std::string holds;    ///< for people: "CPU profile of 513 samples"
    std::string recorded; ///< when, where the file tells: ISO 8601, UTC
    std::vector<std::string> warnings;
};

enum class Role { baseline, candidate };

/// What the workload printed and wrote. `digest` is empty where trials of one measurement disagree.
struct OutputRecord {
    bool deterministic = true;
    std::string digest;
};

/// The other side of the pairs in which a candidate was measured: its trials, one for each trial of the candidate and
/// in the same order, with the baseline's snapshot run side by side.
struct PairedBase {
    std::string id;     ///< of the baseline's measurement
    std::string sha256; ///< of the executable that was run
    std::vector<Metric> metrics;
    std::optional<FunctionTimes> function_times; ///< that took turns with the candidate's
    std::optional<FunctionTimes> instruction_counts;
};

/// The saved record of one `baseline`, `remeasure` or `import`.
struct Measurement {
    std::string id; ///< UUIDv7
    Role role = Role::baseline;
    std::string name;
    std::string created;  ///< ISO 8601, UTC: "2026-01-31T12:00:00Z"
    std::string timer;    ///< "perfeng", or "time" for /usr/bin/time
    bool complete = true; ///< false where the user stopped it: what was finished is there
    Workload workload;
    Environment environment;
    Executable executable;
    OutputRecord output;
    std::vector<Metric> metrics;
    std::optional<PairedBase> paired; ///< of a candidate
    std::optional<Profile> profile;
    std::optional<FunctionTimes> function_times; ///< of a candidate
    /// By function, where the metric `instructions` was counted by a tool and not by the processor.
    std::optional<FunctionTimes> instruction_counts;
    std::optional<Allocations> allocations;
    std::optional<Leaks> leaks;
    std::optional<BuildTimes> build_times;
    std::vector<Finding> findings;
    std::vector<RuleOutcome> outcomes; ///< of a candidate: what came of the baseline's recommendations
    std::vector<Risk> risks;           ///< highest score first
    std::optional<RiskBasis> risk_basis;
    std::vector<Artifact> artifacts;
    std::vector<NotMeasured> not_measured;
    std::vector<ImportedFile> imported; ///< empty: perfeng measured it itself
};

/// Null where the measurement has no such metric.
[[nodiscard]] const Metric* find_metric(const Measurement& measurement, std::string_view name);

[[nodiscard]] std::string_view to_string(Role role);
[[nodiscard]] std::optional<Role> role_from(std::string_view text);

} // namespace perfeng
