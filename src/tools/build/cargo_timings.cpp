#include "build_units.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"

#include "perfeng/tools/build/build_times.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <unordered_map>

namespace perfeng::tools {
namespace {

using nlohmann::json;

constexpr std::string_view list_name = "const UNIT_DATA = ";

/// The JSON list behind its name: strings may hold brackets.
std::string_view list_in(std::string_view html) {
    const auto begin = html.find(list_name);
    if (begin == std::string_view::npos)
        return {};
    html.remove_prefix(begin + list_name.size());
    int depth = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < html.size(); ++i) {
        if (html[i] == '\\' && quoted)
            ++i;
        else if (html[i] == '"')
            quoted = !quoted;
        else if (!quoted && html[i] == '[')
            ++depth;
        else if (!quoted && html[i] == ']' && --depth == 0)
            return html.substr(0, i + 1);
    }
    return {};
}

double timing_number(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? found->get<double>() : 0;
}

std::string timing_text(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// " k \"bin\"" is told behind the crate's name; a library has none.
BuildUnit timed_crate(const json& entry) {
    const auto target = timing_text(entry, "target");
    const bool runs_script = timing_text(entry, "mode") == "run-custom-build";
    return {timing_text(entry, "name") + " " + timing_text(entry, "version") + target, timing_number(entry, "start"),
            timing_number(entry, "duration"), runs_script ? "build script" : "crate", false};
}

/// For each unit the one that unblocked it: its number in the list.
std::unordered_map<std::uint64_t, std::size_t> blockers(const json& list) {
    std::unordered_map<std::uint64_t, std::size_t> blocker;
    for (std::size_t i = 0; i < list.size(); ++i)
        for (const auto* const key :
             {"unblocked_units", "unlocked_units", "unblocked_rmeta_units", "unlocked_rmeta_units"})
            if (const auto units = list[i].find(key); units != list[i].end() && units->is_array())
                for (const auto& unit : *units)
                    if (unit.is_number_unsigned())
                        blocker[unit.get<std::uint64_t>()] = i;
    return blocker;
}

void mark_critical(const json& list, BuildTimes& times) {
    const auto blocker = blockers(list);
    std::unordered_map<std::uint64_t, std::size_t> place;
    for (std::size_t i = 0; i < list.size(); ++i)
        if (const auto id = list[i].find("i"); id != list[i].end() && id->is_number_unsigned())
            place[id->get<std::uint64_t>()] = i;
    const auto end = [](const BuildUnit& unit) { return unit.start + unit.seconds; };
    auto at = static_cast<std::size_t>(std::ranges::max_element(times.units, {}, end) - times.units.begin());
    while (!times.units[at].critical) {
        times.units[at].critical = true;
        const auto id = list[at].find("i");
        const auto before =
            id != list[at].end() && id->is_number_unsigned() ? blocker.find(id->get<std::uint64_t>()) : blocker.end();
        if (before != blocker.end())
            at = before->second;
    }
}

} // namespace

Recognition recognise_cargo_timings(Head head) {
    const auto start = without_lead(head.text).substr(0, 200);
    if (!start.starts_with("<html") && !start.starts_with("<!DOCTYPE"))
        return start.empty() ? not_yet(head) : Recognition::no;
    const bool cargo = head.text.find("Cargo Build Timings") != std::string_view::npos;
    return cargo ? contains_any(head, {list_name}) : not_yet(head);
}

tl::expected<Read<BuildTimes>, ReadError> read_cargo_timings(std::string_view html) {
    const auto text = list_in(html);
    const auto list = json::parse(text, nullptr, false);
    if (text.empty() || list.is_discarded() || !list.is_array())
        return refuse(0, "no list UNIT_DATA", "a page of cargo --timings");
    Read<BuildTimes> read{{"cargo", 0, {}}, {}};
    for (const auto& entry : list) {
        if (!entry.is_object() || !entry.contains("duration"))
            return refuse(0, entry.dump(), "a unit with its duration");
        read.value.units.push_back(timed_crate(entry));
        read.value.total = std::max(read.value.total, read.value.units.back().start + read.value.units.back().seconds);
    }
    if (read.value.units.empty())
        return refuse(0, "an empty list UNIT_DATA", "a build that compiled something: clean, then build again");
    mark_critical(list, read.value);
    sort_units(read.value);
    return read;
}

} // namespace perfeng::tools
