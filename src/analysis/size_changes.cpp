#include "perfeng/analysis/size_changes.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <tuple>

namespace perfeng::analysis {
namespace {

using SizeByName = std::map<std::string, std::uint64_t>;

SizeByName sizes_by_name(const Executable& executable) {
    SizeByName sizes;
    for (const auto& symbol : executable.symbols)
        sizes[symbol.name] += symbol.size;
    return sizes;
}

/// The least that is listed: what is smaller may be there, unlisted.
std::uint64_t least_listed(const Executable& executable) {
    return executable.symbols.empty() ? 0 : executable.symbols.back().size;
}

std::uint64_t distance(std::uint64_t a, std::uint64_t b) { return a > b ? a - b : b - a; }

std::uint64_t distance_of(const SymbolChange& change) { return distance(change.base_size, change.candidate_size); }

std::tuple<std::uint64_t, std::uint64_t> distances_of(const AllocationChange& change) {
    return {distance(change.base_calls, change.candidate_calls), distance(change.base_bytes, change.candidate_bytes)};
}

} // namespace

std::vector<SymbolChange> symbol_changes(const Executable& base, const Executable& candidate) {
    std::vector<SymbolChange> changes;
    if (base.symbols.empty() || candidate.symbols.empty())
        return changes;
    const auto before = sizes_by_name(base);
    const auto now = sizes_by_name(candidate);
    for (const auto& [name, size] : before) {
        const auto found = now.find(name);
        if (found == now.end() ? size > least_listed(candidate) : found->second != size)
            changes.push_back({name, size, found == now.end() ? 0 : found->second});
    }
    for (const auto& [name, size] : now)
        if (!before.contains(name) && size > least_listed(base))
            changes.push_back({name, 0, size});
    std::ranges::stable_sort(changes, std::greater{}, distance_of);
    return changes;
}

std::vector<AllocationChange> allocation_changes(const Allocations& base, const Allocations& candidate) {
    std::map<std::string, AllocationChange> by_name;
    const auto change_of = [&](const AllocationSite& site) -> AllocationChange& {
        const auto& place = site.stack.front();
        auto& change = by_name[place.function];
        change.function = place.function;
        change.file = place.file;
        change.line = place.line;
        return change;
    };
    for (const auto& site : base.functions) {
        auto& change = change_of(site);
        change.base_calls += site.calls;
        change.base_bytes += site.bytes;
    }
    for (const auto& site : candidate.functions) {
        auto& change = change_of(site);
        change.candidate_calls += site.calls;
        change.candidate_bytes += site.bytes;
    }
    std::vector<AllocationChange> changes;
    for (auto& [name, change] : by_name)
        if (change.base_calls != change.candidate_calls || change.base_bytes != change.candidate_bytes)
            changes.push_back(std::move(change));
    std::ranges::stable_sort(changes, std::greater{}, distances_of);
    return changes;
}

} // namespace perfeng::analysis
