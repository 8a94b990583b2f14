#include "build_units.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"

#include "perfeng/tools/build/build_times.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

namespace perfeng::tools {
namespace {

using nlohmann::json;

constexpr std::string_view opening = "{\"traceEvents\":[{\"pid\":";
constexpr std::size_t first_event = 600; // bytes that hold the first event

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kinds{{{"Source", "header"},
                                                                              {"InstantiateClass", "template"},
                                                                              {"InstantiateFunction", "template"},
                                                                              {"Frontend", "phase"},
                                                                              {"Backend", "phase"},
                                                                              {"ExecuteCompiler", "compile"}}};

struct TraceEvent {
    std::string phase;
    std::string name;
    std::string detail;
    double time = 0; ///< µs
    double duration = 0;
};

TraceEvent traced_event(const json& object) {
    TraceEvent event;
    const auto text = [&](const json& of, const char* key) {
        const auto found = of.find(key);
        return found != of.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    const auto number = [&](const char* key) {
        const auto found = object.find(key);
        return found != object.end() && found->is_number() ? found->get<double>() : 0;
    };
    event.phase = text(object, "ph");
    event.name = text(object, "name");
    event.time = number("ts");
    event.duration = number("dur");
    if (const auto args = object.find("args"); args != object.end() && args->is_object())
        event.detail = text(*args, "detail");
    return event;
}

/// Adds up events of one name. Headers of clang 19 are told by a begin and an end, one within another.
class Trace {
public:
    void add(const TraceEvent& event) {
        const auto* const kind = std::ranges::find(kinds, event.name, [](const auto& row) { return row.first; });
        if (kind == kinds.end())
            return;
        if (event.phase == "X") {
            put(std::string(kind->second), kind->second == "phase" ? event.name : event.detail, event.time,
                event.duration);
        } else if (event.phase == "b") {
            open_.push_back(event);
        } else if (event.phase == "e" && !open_.empty()) {
            const auto begin = std::move(open_.back());
            open_.pop_back();
            put(std::string(kind->second), begin.detail, begin.time, event.time - begin.time);
        }
    }

    BuildTimes take() {
        BuildTimes times{"clang", 0, {}};
        for (auto& [key, unit] : units_) {
            if (unit.kind == "compile")
                times.total = unit.seconds;
            times.units.push_back(std::move(unit));
        }
        sort_units(times);
        return times;
    }

private:
    void put(const std::string& kind, const std::string& name, double start, double duration) {
        auto& unit = units_[{kind, name}];
        if (unit.kind.empty())
            unit = {name, start / 1e6, 0, kind, false};
        unit.seconds += duration / 1e6;
    }

    std::map<std::pair<std::string, std::string>, BuildUnit> units_;
    std::vector<TraceEvent> open_;
};

} // namespace

bool looks_like_time_trace(std::string_view text) {
    const auto head = text.substr(0, first_event);
    if (!head.starts_with(opening) || head.find("\"tts\"") != std::string_view::npos)
        return false;
    constexpr std::array<std::string_view, 12> names{"Source",   "Parse",   "Instantiate", "Opt",
                                                     "Frontend", "Backend", "Execute",     "CodeGen",
                                                     "RunPass",  "PassMan", "Evaluate",    "PerformPending"};
    return std::ranges::any_of(names, [&](std::string_view name) {
        return head.find("\"name\":\"" + std::string(name)) != std::string_view::npos;
    });
}

Recognition recognise_time_trace(Head head) {
    const auto start = begins_with(head, opening);
    if (start != Recognition::yes)
        return start;
    return looks_like_time_trace(head.text) ? Recognition::yes : Recognition::no;
}

tl::expected<Read<BuildTimes>, ReadError> read_time_trace(std::string_view text) {
    const auto document = json::parse(text, nullptr, false);
    const bool object = !document.is_discarded() && document.is_object();
    if (!object || !document.contains("traceEvents") || !document["traceEvents"].is_array())
        return refuse(1, text.substr(0, text.find('\n')), "a trace of clang -ftime-trace");
    Trace trace;
    for (const auto& event : document["traceEvents"])
        if (event.is_object())
            trace.add(traced_event(event));
    Read<BuildTimes> read{trace.take(), {}};
    if (read.value.total <= 0)
        return refuse(0, "no event ExecuteCompiler", "a trace of a whole compilation");
    return read;
}

} // namespace perfeng::tools
