#pragma once

#include "perfeng/model/metric.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng {

enum class FindingKind { doubt, recommendation, risk, budget, note };
enum class Confidence { low, medium, high };

/// The most that acting on a finding can change `metric`: a fraction of it.
struct Impact {
    std::string metric;
    double ceiling = 0;
};

/// A place in the user's own code: a call that leads to what a finding is about. `share` is of the whole profile.
struct CallSite {
    std::string function;
    std::string file;
    int line = 0;
    double share = 0;
    std::uint64_t samples = 0;

    bool operator==(const CallSite&) const = default;
};

/// What a recommendation stands on. `share` of the profile's samples matched its rule and no other (each sample goes
/// to one rule), with its 95% interval; that is the bound. A replacement that is `gain` times as fast takes
/// share * (1 - 1/gain) away: `expected` is that from the low end of share and gain to the high end.
struct Advice {
    std::uint64_t samples = 0;
    double share = 0;
    Interval share_ci;
    std::vector<CallSite> sites;       ///< largest first, three at most
    std::uint64_t allocations = 0;     ///< of heap blocks in the stacks that match, where they were recorded
    std::uint64_t allocated_bytes = 0; ///< in these
    double gain = 0;                   ///< 0: not known
    std::string gain_source;
    std::optional<Interval> expected;
    std::string before; ///< code, as an example
    std::string after;
    std::string false_alarm;       ///< when the rule would be wrong
    std::string tested;            ///< what was looked at here to tell, and found; empty: nothing could be
    std::vector<std::string> pins; ///< behaviours that the change may alter: to be held by a test first
    std::string verify;            ///< a command
    std::string lint;              ///< a linter's finding at the same place, "clippy::manual_contains"
    std::string record;            ///< what came of this rule's recommendations before
};

/// Something the analysis says. `id` is stable: the same finding on the same place has the same id in
/// every measurement. `change` is what to do, a command where there is one.
struct Finding {
    std::string id;
    FindingKind kind = FindingKind::note;
    std::string rule;
    std::string title;
    std::string evidence;
    std::string change;
    std::optional<Impact> impact;
    std::string function;
    std::string file;
    int line = 0;
    Confidence confidence = Confidence::medium;
    std::optional<Advice> advice; ///< of a recommendation by rule
};

[[nodiscard]] std::string_view to_string(FindingKind kind);
[[nodiscard]] std::string_view to_string(Confidence confidence);
[[nodiscard]] std::optional<FindingKind> finding_kind_from(std::string_view text);
[[nodiscard]] std::optional<Confidence> confidence_from(std::string_view text);

} // namespace perfeng
