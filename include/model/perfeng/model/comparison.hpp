#pragma once

#include "perfeng/model/check.hpp"
#include "perfeng/model/measurement.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace perfeng {

enum class Verdict { improved, regressed, unchanged, inconclusive };
enum class Method { paired, saved };

/// One metric of both sides. `base` and `candidate` are medians in `unit`; `change` is candidate/base - 1 by the
/// paired estimate (so it need not equal the ratio of the medians); `ci` its 95% interval, absent under 6 pairs.
/// `gated` metrics decide the exit status; the others are shown. `note` says what weakens the verdict.
struct MetricChange {
    std::string name;
    Unit unit = Unit::count;
    Better better = Better::lower;
    double base = 0;
    double candidate = 0;
    double change = 0;
    std::optional<Interval> ci;
    std::size_t pairs = 0;
    double threshold = 0;
    Verdict verdict = Verdict::inconclusive;
    bool gated = false;
    bool not_worse = false; ///< shown to be at most `threshold` worse, the gate's question
    std::string note;
};

/// One function of both profiles; shares of the whole. `change` is in points of the whole (candidate minus base).
/// `significant` by a two-proportion test after Benjamini-Hochberg over all functions.
struct FunctionChange {
    std::string name;
    double base_self = 0;
    double candidate_self = 0;
    std::uint64_t base_samples = 0;
    std::uint64_t candidate_samples = 0;
    double change = 0;
    std::optional<Interval> ci;
    bool significant = false;
};

struct LeakChange {
    std::uint64_t base_count = 0;
    std::uint64_t base_bytes = 0;
    std::uint64_t candidate_count = 0;
    std::uint64_t candidate_bytes = 0;
    std::vector<LeakSite> new_sites;
};

/// What decides the exit status. `status` is "passed", "failed", "inconclusive" or "not asked".
struct Gate {
    std::string status;
    int exit_status = 0;
    std::vector<std::string> reasons; ///< worst first
};

/// One side of a comparison, by what a reader needs to find it again.
struct Side {
    std::string id; ///< empty for a command that was never saved
    std::string name;
    std::string command;
    std::string sha256;    ///< of the executable
    bool imported = false; ///< from files of other tools: it can't be measured again
};

struct Comparison {
    std::string id; ///< UUIDv7
    std::string created;
    Side base;
    Side candidate;
    Method method = Method::paired;
    bool identical_executables = false;
    std::vector<MetricChange> metrics;
    std::vector<FunctionChange> functions;
    std::optional<LeakChange> leaks;
    std::optional<bool> output_identical; ///< absent: could not be told
    std::vector<Check> checks;            ///< of the candidate's verification
    std::vector<std::string> environment_differs;
    std::vector<NotMeasured> not_measured;
    Gate gate;
};

[[nodiscard]] std::string_view to_string(Verdict verdict);
[[nodiscard]] std::string_view to_string(Method method);
[[nodiscard]] std::optional<Verdict> verdict_from(std::string_view text);
[[nodiscard]] std::optional<Method> method_from(std::string_view text);

} // namespace perfeng
