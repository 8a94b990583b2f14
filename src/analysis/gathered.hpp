#pragma once

#include "perfeng/analysis/rule.hpp"
#include "perfeng/model/measurement.hpp"

#include <cstdint>
#include <vector>

namespace perfeng::analysis {

/// What a rule has of a profile: the samples that no other rule has, and the heap blocks by the same rule.
struct Gathered {
    const Rule* rule = nullptr;
    double share = 0; ///< of all weight
    std::uint64_t samples = 0;
    std::uint64_t copying = 0;   ///< of these, with the kernel on top that copies to or from the program's memory
    std::vector<CallSite> sites; ///< largest first
    std::uint64_t allocations = 0;
    std::uint64_t allocated_bytes = 0;
    std::uint64_t held_at_peak = 0; ///< bytes of these
};

/// One for each rule that has samples. Null rules' samples (those that no rule has) are not listed.
[[nodiscard]] std::vector<Gathered> gather(const Measurement& measurement, const std::vector<const Rule*>& rules);

} // namespace perfeng::analysis
