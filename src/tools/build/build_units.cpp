#include "build_units.hpp"

#include "perfeng/tools/build/build_times.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

namespace perfeng::tools {

void sort_units(BuildTimes& times) {
    std::ranges::stable_sort(times.units, [](const BuildUnit& a, const BuildUnit& b) { return a.seconds > b.seconds; });
}

void join_build_times(BuildTimes& times, BuildTimes more) {
    std::map<std::pair<std::string, std::string>, std::size_t> known;
    for (std::size_t i = 0; i < times.units.size(); ++i)
        known.emplace(std::pair(times.units[i].kind, times.units[i].name), i);
    for (auto& unit : more.units) {
        const auto [at, fresh] = known.emplace(std::pair(unit.kind, unit.name), times.units.size());
        if (fresh)
            times.units.push_back(std::move(unit));
        else
            times.units[at->second].seconds += unit.seconds;
    }
    times.total += more.total;
    sort_units(times);
}

} // namespace perfeng::tools
