#include "pages.hpp"

#include "perfeng/model/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace perfeng::report {
namespace {

Table table_of(const std::vector<BuildFact>& facts) {
    Table table{.columns = {{"fact"}, {"value"}, {"told by"}, {"confidence"}}, .rows = {}};
    for (const auto& fact : facts)
        if (fact.what != "without effect") // told as a doubt
            table.rows.push_back({fact.what, name(fact.value),
                                  (fact.declared ? "asked for by " : "") + name(fact.source),
                                  std::string(to_string(fact.confidence))});
    return table;
}

Table table_of(const BuildTimes& times) {
    constexpr std::size_t shown = 10;
    Table table{.columns = {{"unit"}, {"kind"}, {"time", Align::right}, {"of the build", Align::right}}, .rows = {}};
    for (std::size_t i = 0; i < std::min(shown, times.units.size()); ++i) {
        const auto& unit = times.units[i];
        table.rows.push_back({name(unit.name), unit.kind + (unit.critical ? ", others wait for it" : ""),
                              seconds(unit.seconds),
                              times.total > 0 ? percent(unit.seconds / times.total) : std::string("-")});
    }
    return table;
}

} // namespace

Section build_section(const Measurement& measurement) {
    Section section{"Build", {}};
    if (!measurement.executable.build_facts.empty())
        section.blocks.push_back({"", table_of(measurement.executable.build_facts), false});
    if (measurement.build_times)
        section.blocks.push_back({fmt::format("Slowest units of the build by {}, {} in all",
                                              measurement.build_times->tool, seconds(measurement.build_times->total)),
                                  table_of(*measurement.build_times), false});
    return section;
}

} // namespace perfeng::report
