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

/// One place, all its leaks together, as its largest one describes it.
void add_leak(std::map<Place, LeakSite>& places, const LeakSite& site) {
    const auto [at, fresh] = places.try_emplace(place_of(site), site);
    if (fresh)
        return;
    auto& known = at->second;
    const auto count = known.count + site.count;
    const auto bytes = known.bytes + site.bytes;
    if (site.bytes > known.bytes)
        known = site;
    known.count = count;
    known.bytes = bytes;
}

std::map<Place, LeakSite> places_of(const Leaks& side) {
    std::map<Place, LeakSite> places;
    for (const auto& site : side.sites)
        if (leaks(site) && site.count > 0)
            add_leak(places, site);
    return places;
}

std::uint64_t difference(std::uint64_t a, std::uint64_t b) { return a > b ? a - b : b - a; }

std::uint64_t change_of_bytes(const LeakSiteChange& change) { return difference(change.site.bytes, change.base_bytes); }

} // namespace

std::optional<LeakChange> compare_leaks(const Leaks* base, const Leaks* candidate) {
    if (!base || !candidate)
        return std::nullopt;
    LeakChange change{.base_count = base->count,
                      .base_bytes = base->bytes,
                      .candidate_count = candidate->count,
                      .candidate_bytes = candidate->bytes};
    auto known = places_of(*base);
    for (auto& [place, site] : places_of(*candidate)) {
        const auto old = known.extract(place);
        if (old.empty())
            change.new_sites.push_back(site);
        else if (old.mapped().count != site.count || old.mapped().bytes != site.bytes)
            change.changed_sites.push_back({site, old.mapped().count, old.mapped().bytes});
    }
    for (auto& [place, site] : known)
        change.gone_sites.push_back(std::move(site));
    std::ranges::stable_sort(change.new_sites, std::greater{}, &LeakSite::bytes);
    std::ranges::stable_sort(change.changed_sites, std::greater{}, change_of_bytes);
    std::ranges::stable_sort(change.gone_sites, std::greater{}, &LeakSite::bytes);
    return change;
}

std::vector<AddedLeak> added_leaks(const LeakChange& change) {
    std::vector<AddedLeak> added;
    for (const auto& site : change.new_sites)
        added.push_back({site, true});
    for (auto [site, base_count, base_bytes] : change.changed_sites) {
        if (site.count <= base_count)
            continue;
        site.count -= base_count;
        site.bytes -= std::min(site.bytes, base_bytes);
        added.push_back({std::move(site), false});
    }
    std::ranges::stable_sort(added, std::greater{}, [](const AddedLeak& leak) { return leak.site.bytes; });
    return added;
}

} // namespace perfeng::analysis
