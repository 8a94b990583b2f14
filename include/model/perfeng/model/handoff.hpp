#pragma once

#include "perfeng/model/comparison.hpp"
#include "perfeng/model/measurement.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace perfeng {

/// One side of a change, as a reviewer wants to know it.
struct HandoffSide {
    std::string id;
    std::string name;
    std::string created;
    std::string path; ///< of the executable
    std::string sha256;
    std::uint64_t file_size = 0;
    std::string build;
    std::string git_commit;
    bool git_dirty = false;
};

/// For a reviewer: what changed, and what shows that it is right and faster. `base` and what is compared is absent
/// where there is one measurement only.
struct ReviewerNotes {
    std::optional<HandoffSide> base;
    HandoffSide candidate;
    std::vector<std::string> commits;  ///< "1a2b3c4 Shorter loop", newest first; of the candidate's, not the base's
    std::vector<std::string> diffstat; ///< as git writes it
    std::optional<Comparison> comparison;
    std::vector<Finding> doubts;
};

/// A function worth a benchmark: one of the user's own. `path` begins with the root.
struct HotPath {
    std::string function;
    std::string language; ///< "Rust", "C++", "C", ...; empty: not known
    std::string file;
    int line = 0;
    double own_share = 0; ///< in itself, and in library code that it calls
    double self_share = 0;
    double total_share = 0;
    std::uint64_t samples = 0; ///< of `own_share`
    std::vector<std::string> path;
};

/// A behaviour that a recommended change may alter, and how to hold it by a test first.
struct Pin {
    std::string behaviour; ///< "iteration order"
    std::string idea;
    std::string because; ///< the recommendation
    std::string function;
    std::string file;
    int line = 0;
};

/// A benchmark to start from. It compiles as it stands, and says when run that the call is still to be put in.
struct Skeleton {
    std::string function;
    std::string framework; ///< "criterion", "Google Benchmark"
    std::string path;      ///< where it belongs, from the project's root
    std::string content;
    std::string build_file;  ///< "Cargo.toml"; empty: none
    std::string build_lines; ///< to be added there
    std::string run;         ///< a command
};

struct TestNotes {
    std::optional<double> input_size;
    std::vector<HotPath> hot_paths;
    std::vector<Pin> pins;
    std::vector<Finding> risks;
    std::vector<Skeleton> skeletons;
};

/// What a part of the execution takes: of all samples, each sample in one part of a list.
struct PhaseShare {
    std::string phase; ///< "dynamic linking", "reading", ...
    double share = 0;
    Interval ci; ///< 95%
    std::uint64_t samples = 0;
    double seconds = 0;                 ///< of CPU time
    std::vector<std::string> functions; ///< that told it, most samples first
};

/// For the developer of a command-line program.
struct CliNotes {
    double cpu_time = 0;  ///< median, seconds
    double wall_time = 0; ///< median, seconds
    std::uint64_t samples = 0;
    std::vector<PhaseShare> startup; ///< before main and after it
    std::vector<PhaseShare> arguments;
    std::vector<PhaseShare> io;
    std::vector<NotMeasured> not_measured;
};

/// A comparison from the store of the same work: what was tried, and what it brought.
struct Decision {
    std::string created;
    std::string base;                  ///< name or id
    std::string candidate;             ///< name or id
    std::string status;                ///< of the gate
    std::string commit;                ///< of the candidate
    std::vector<MetricChange> metrics; ///< improved or regressed
};

/// For a documentation writer.
/// How a metric of the program grows with the size of its input, as `perfeng scale` found it between two sizes.
struct GrowthNote {
    std::string growth; ///< id of the measurement of growth
    std::string metric;
    std::string words; ///< "n log n", "not told"
    double least = 0;
    double most = 0;
};

struct DocNotes {
    std::string command;
    std::optional<double> input_size;
    std::vector<Metric> metrics;
    Environment environment;
    std::vector<GrowthNote> growth;  ///< the latest of this program
    std::vector<Decision> decisions; ///< oldest first
    std::vector<NotMeasured> not_measured;
};

/// What four readers need of a measurement, and of its comparison with the one before. A part that was not asked for is
/// absent.
struct Handoff {
    std::string id; ///< of the measurement
    std::string name;
    std::string created;
    std::string cwd; ///< of the workload
    std::optional<ReviewerNotes> reviewer;
    std::optional<TestNotes> tests;
    std::optional<CliNotes> cli;
    std::optional<DocNotes> docs;
};

} // namespace perfeng
