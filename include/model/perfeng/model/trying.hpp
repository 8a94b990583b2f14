#pragma once

#include "perfeng/model/comparison.hpp"
#include "perfeng/model/environment.hpp"
#include "perfeng/model/workload.hpp"

#include <optional>
#include <string>
#include <vector>

namespace perfeng {

/// `applies`: it could be tried, and was not asked to be. `failed`: it was built, and the workload fails with it.
enum class TryStatus { applies, tried, not_tried, failed };

/// What is to be had of a variant. `helps`: time or peak RSS is shown to improve, or the file to be smaller, and none
/// of the metrics that are gated is worse. `trades`: one of them improves and another regresses. `nothing`: all else,
/// and every variant whose output or exit status differs.
enum class Worth { helps, trades, nothing };

/// Lines to be copied as they are, and where they belong: "Cargo.toml of the workspace", "environment".
struct SettingLines {
    std::string where;
    std::vector<std::string> lines;
};

/// A way to build or to run the workload's program that needs no edit of its source, compared with today's in pairs.
struct Variant {
    std::string name; ///< "lto-fat"
    std::string kind; ///< "cargo", "cmake", "build", "allocator", "tunable", "interpreter"
    std::string what; ///< for people: "link-time optimisation over all crates"
    TryStatus status = TryStatus::applies;
    std::string why; ///< not tried, or failed
    std::string how; ///< to have it tried
    std::vector<MetricChange> metrics;
    std::optional<bool> output_identical;    ///< absent: could not be told
    Verdict verdict = Verdict::inconclusive; ///< on the metric that is the gate of time
    Worth worth = Worth::nothing;
    std::vector<SettingLines> lines;
    std::vector<std::string> warnings;
};

/// The record of one `perfeng try`. `variants` are in the order of a report: tried ones by what they bring, then the
/// others.
struct Trying {
    std::string id; ///< UUIDv7
    std::string created;
    bool complete = true; ///< false where the user stopped it: what was finished is there
    Workload workload;
    Environment environment;
    std::string project; ///< how today's program is built: "cargo, profile release of DIRECTORY"; empty: not known
    std::vector<std::string> notes; ///< on today's build
    std::vector<Variant> variants;
};

[[nodiscard]] std::string_view to_string(TryStatus status); ///< "applies", "tried", "not tried", "failed"
[[nodiscard]] std::string_view to_string(Worth worth);      ///< "helps", "trades", "nothing"

} // namespace perfeng
