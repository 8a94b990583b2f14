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
    std::optional<Interval> noise_floor; ///< of the base against itself: see Metric
    std::vector<double> base_trials;     ///< of the pairs, in their order; empty where they were measured apart
    std::vector<double> candidate_trials;
};

/// One function of both sides. `base_self` and `candidate_self` are shares of each side's own whole. Where the whole of
/// each side is known (see Ledger), costs are absolute, in the ledger's unit, `change` is the change of cost as a
/// fraction of the baseline's whole, and `significant` says that it is more than repeats and the place of code explain.
/// Else `change` is candidate_self minus base_self, and `significant` is by a two-proportion test. Always after
/// Benjamini-Hochberg over all functions.
struct FunctionChange {
    std::string name;
    double base_self = 0;
    double candidate_self = 0;
    std::uint64_t base_samples = 0;
    std::uint64_t candidate_samples = 0;
    double change = 0;
    std::optional<Interval> ci;
    bool significant = false;
    std::string file; ///< of the candidate, or of the base where that alone has it; empty: not known
    int line = 0;
    double base_cost = 0;
    double candidate_cost = 0;
    std::optional<Interval> cost_ci; ///< of candidate_cost - base_cost
    std::string moved;               ///< "was parse_line before", "parse_line is inlined here": it is counted with it
};

/// The change of the whole as a sum: candidate - base = functions + moved + within_noise + unattributed.
struct Ledger {
    Unit unit = Unit::seconds; ///< CPU time; count: instructions
    double base = 0;           ///< of the whole program
    double candidate = 0;
    double functions = 0;    ///< those that are significant
    double moved = 0;        ///< renamed, inlined or split functions, each with its other half
    double within_noise = 0; ///< all other functions
    double unattributed = 0; ///< code without a function's name
    std::size_t repeats = 0; ///< executions of each side
};

/// What one function allocates on each side, where that differs.
struct AllocationChange {
    std::string function;
    std::string file; ///< of the candidate, or of the base where that alone has it
    int line = 0;
    std::uint64_t base_calls = 0;
    std::uint64_t candidate_calls = 0;
    std::uint64_t base_bytes = 0;
    std::uint64_t candidate_bytes = 0;
};

/// The code size of one function on each side, where that differs.
struct SymbolChange {
    std::string name;
    std::uint64_t base_size = 0;
    std::uint64_t candidate_size = 0;
};

/// A place that leaks on both sides, by another number of blocks or bytes.
struct LeakSiteChange {
    LeakSite site; ///< as the candidate leaks there
    std::uint64_t base_count = 0;
    std::uint64_t base_bytes = 0;
};

struct LeakChange {
    std::uint64_t base_count = 0;
    std::uint64_t base_bytes = 0;
    std::uint64_t candidate_count = 0;
    std::uint64_t candidate_bytes = 0;
    std::vector<LeakSite> new_sites;           ///< leaked nothing in the base; largest first
    std::vector<LeakSiteChange> changed_sites; ///< largest change of bytes first
    std::vector<LeakSite> gone_sites;          ///< leak nothing in the candidate; largest first
};

/// What a gate stands on, the kinds worst first.
enum class ReasonKind { workload, output, check, leak, budget, regression, open };

/// One reason why a gate did not pass. `text` is for people, with the figure, its limit and the next command.
struct Reason {
    ReasonKind kind = ReasonKind::open;
    std::string subject; ///< the metric, the check's name, or the function that leaks; empty: none
    std::string text;
    bool failing = true; ///< else it is open: shown neither way
    double excess = 0;   ///< of a regression or a budget: how far beyond the limit, as a fraction
    std::string file;    ///< where, as far as it is known
    int line = 0;
    std::string workload; ///< of a judgement over several: which
};

/// What decides the exit status. `status` is "passed", "failed", "inconclusive" or "not asked".
struct Gate {
    std::string status;
    int exit_status = 0;
    std::vector<Reason> reasons; ///< worst first
};

/// One side of a comparison, by what a reader needs to find it again.
struct Side {
    std::string id; ///< empty for a command that was never saved
    std::string name;
    std::string command;
    std::string sha256;    ///< of the executable
    bool imported = false; ///< from files of other tools: it can't be measured again
    std::string cwd;       ///< where it was run, and from where people want paths told
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
    std::optional<Ledger> ledger;
    std::vector<AllocationChange> allocations; ///< largest change of calls first
    std::vector<SymbolChange> symbols;         ///< largest change first
    std::optional<LeakChange> leaks;
    std::optional<bool> output_identical; ///< absent: could not be told
    std::vector<Check> checks;            ///< of the candidate's verification
    std::vector<std::string> environment_differs;
    std::optional<Environment> environment; ///< of the candidate: the machine and the moment
    std::vector<NotMeasured> not_measured;
    Gate gate;
};

[[nodiscard]] std::string_view to_string(Verdict verdict);
[[nodiscard]] std::string_view to_string(Method method);
[[nodiscard]] std::optional<Verdict> verdict_from(std::string_view text);
[[nodiscard]] std::optional<Method> method_from(std::string_view text);
[[nodiscard]] std::string_view to_string(ReasonKind kind); ///< "workload", "output", "check", ...
[[nodiscard]] std::optional<ReasonKind> reason_kind_from(std::string_view text);

} // namespace perfeng
