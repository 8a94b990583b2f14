#pragma once

#include "perfeng/model/metric.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng {

enum class RevisionState { good, bad, skipped };

/// A commit that was compared with the good one. `skipped`: it could not be built or run, as `note` says.
struct BisectedRevision {
    std::string hash;
    std::string title;
    RevisionState state = RevisionState::skipped;
    std::optional<double> change; ///< of the metric, against the good commit
    std::optional<Interval> ci;
    std::size_t pairs = 0;
    std::string note; ///< what is doubtful, or why it was skipped
};

/// The search for the first commit that regressed.
struct Bisection {
    std::string id; ///< UUIDv7
    std::string created;
    bool complete = false; ///< false where it was stopped: the same command goes on
    std::string command;
    std::string build;
    std::string metric;
    double threshold = 0;
    std::string good; ///< hashes
    std::string bad;
    std::size_t commits = 0;                ///< after `good` up to `bad`
    std::vector<BisectedRevision> tested;   ///< in the order of testing
    std::vector<BisectedRevision> suspects; ///< one: the first that regressed; several where those between were skipped
};

[[nodiscard]] std::string_view to_string(RevisionState state);
[[nodiscard]] std::optional<RevisionState> revision_state_from(std::string_view text);

} // namespace perfeng
