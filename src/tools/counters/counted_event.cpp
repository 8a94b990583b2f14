#include "counted_event.hpp"

#include "text/reading.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace perfeng::tools {
namespace {

/// "10ns": ten nanoseconds.
UnitWord unit_in_brackets(std::string_view text) {
    const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
    auto unit = unit_of_word(text.substr(digits));
    if (const auto times = whole_number(text.substr(0, digits)); times && unit.unit != Unit::count)
        unit.scale *= static_cast<double>(*times);
    return unit;
}

} // namespace

CountedEvent counted_event(std::string_view name) {
    if (name == "Ir")
        return {"instructions", {}};
    const auto open = name.rfind('(');
    if (open == std::string_view::npos || open == 0 || !name.ends_with(')'))
        return {std::string(name), {}};
    const auto unit = unit_in_brackets(name.substr(open + 1, name.size() - open - 2));
    if (unit.unit == Unit::count)
        return {std::string(name), {}};
    return {std::string(name.substr(0, name.find_last_not_of("_ ", open - 1) + 1)), unit};
}

std::vector<std::string> other_events_warning(std::string_view chosen, const std::vector<std::string_view>& events) {
    std::vector<std::string_view> others;
    std::ranges::copy_if(events, std::back_inserter(others), [&](auto event) { return event != chosen; });
    if (others.empty())
        return {};
    return {fmt::format("the profile is of {}; the file also holds {}", chosen, fmt::join(others, ", "))};
}

std::vector<Metric> instructions_metric(const Profile& profile) {
    if (profile.event != "instructions")
        return {};
    return {{.name = profile.event, .unit = Unit::count, .better = Better::lower, .trials = {profile.weight}}};
}

} // namespace perfeng::tools
