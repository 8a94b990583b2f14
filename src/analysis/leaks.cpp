#include "perfeng/analysis/functions.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace perfeng::analysis {
namespace {

/// What two builds have in common of one site: lines and addresses move, and so may the kind, when what
/// held the block leaks too or no longer.
using Place = std::tuple<std::string, std::string, std::vector<std::string>>;

Place place_of(const LeakSite& site) {
    std::vector<std::string> callers;
    for (const auto& frame : site.stack)
        callers.push_back(frame.function);
    return {site.function, site.file, std::move(callers)};
}

bool leaks(const LeakSite& site) { return site.kind == LeakKind::definite || site.kind == LeakKind::indirect; }

struct Leaked {
    std::uint64_t count = 0;
    std::uint64_t bytes = 0;
};

/// Takes from `site` what the base leaked there, and that from `known`, so that it is taken once.
void subtract(LeakSite& site, Leaked& known) {
    const Leaked common{std::min(site.count, known.count), std::min(site.bytes, known.bytes)};
    site.count -= common.count;
    site.bytes -= common.bytes;
    known.count -= common.count;
    known.bytes -= common.bytes;
}

std::vector<LeakSite> new_sites(const Leaks& base, const Leaks& candidate) {
    std::map<Place, Leaked> known;
    for (const auto& site : base.sites) {
        if (!leaks(site))
            continue;
        auto& amount = known[place_of(site)];
        amount.count += site.count;
        amount.bytes += site.bytes;
    }
    std::vector<LeakSite> found;
    for (auto site : candidate.sites) {
        if (!leaks(site))
            continue;
        if (const auto old = known.find(place_of(site)); old != known.end())
            subtract(site, old->second);
        if (site.count > 0)
            found.push_back(std::move(site));
    }
    std::ranges::stable_sort(found, std::greater{}, &LeakSite::bytes);
    return found;
}

} // namespace

std::optional<LeakChange> compare_leaks(const Leaks* base, const Leaks* candidate) {
    if (!base || !candidate)
        return std::nullopt;
    return LeakChange{.base_count = base->count,
                      .base_bytes = base->bytes,
                      .candidate_count = candidate->count,
                      .candidate_bytes = candidate->bytes,
                      .new_sites = new_sites(*base, *candidate)};
}

} // namespace perfeng::analysis
