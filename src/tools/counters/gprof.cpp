#include "perfeng/tools/counters/gprof.hpp"

#include "stacks/passed_lines.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"

#include "perfeng/tools/symbols/demangle.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

namespace perfeng::tools {
namespace {

constexpr std::string_view gprof_wanted =
    "a flat profile or call graph of gprof with time in it: %TIME SECONDS ... NAME";

std::optional<double> take_figure(std::string_view& row) {
    constexpr double most = 1e15;
    const auto number = decimal_number(take_word(row));
    return number && *number <= most ? number : std::nullopt;
}

/// "granularity: each sample hit covers 4 byte(s) for 1.92% of 0.52 seconds": both rounded, so the frequency is whole.
double interval_of_granularity(std::string_view line) {
    const auto at = line.find(" for ");
    if (!line.starts_with("granularity:") || at == std::string_view::npos)
        return 0;
    line.remove_prefix(at + 5);
    auto share = take_word(line);
    share.remove_suffix(share.ends_with('%') ? 1 : 0);
    const auto percent = take_figure(share);
    const auto seconds = skip(line, "of ") ? take_figure(line) : std::nullopt;
    if (!percent || !seconds || *percent * *seconds <= 0)
        return 0;
    return 1 / std::max(1.0, std::round(100 / (*percent * *seconds)));
}

/// Seconds in the "ms/call" of a heading.
double unit_of_call(std::string_view heading) {
    constexpr std::array<std::pair<std::string_view, double>, 7> units{
        {{"s", 1}, {"ms", 1e-3}, {"us", 1e-6}, {"ns", 1e-9}, {"ps", 1e-12}, {"ks", 1e3}, {"Ts", 1e12}}};
    while (!heading.empty()) {
        const auto word = take_word(heading);
        if (!word.ends_with("/call"))
            continue;
        const auto* known =
            std::ranges::find(units, word.substr(0, word.size() - 5), [](auto& unit) { return unit.first; });
        return known != units.end() ? known->second : 0;
    }
    return 0;
}

/// Cuts "[12]" or "(12)", the number of the function in the call graph, off the end.
bool cut_index(std::string_view& name) {
    name = trim(name);
    const auto blank = name.rfind(' ');
    if (blank == std::string_view::npos || blank + 3 >= name.size())
        return false;
    const auto word = name.substr(blank + 1);
    const bool brackets = (word.front() == '[' && word.back() == ']') || (word.front() == '(' && word.back() == ')');
    if (!brackets || !whole_number(word.substr(1, word.size() - 2)))
        return false;
    name = trim(name.substr(0, blank));
    return true;
}

struct GprofPlace {
    std::string_view file;
    int line = 0;
};

/// Cuts "(main.c:12 @ 4004f6)", which -l adds, off the end.
GprofPlace take_gprof_place(std::string_view& name) {
    const auto at = name.rfind(" @ ");
    const auto open = name.substr(0, at).rfind(" (");
    const auto colon = name.substr(0, at).rfind(':');
    if (at == std::string_view::npos || open == std::string_view::npos || colon == std::string_view::npos ||
        colon < open + 2 || !name.ends_with(')'))
        return {};
    const auto line = whole_number(name.substr(colon + 1, at - colon - 1));
    if (!line || *line > INT32_MAX)
        return {};
    const GprofPlace place{name.substr(open + 2, colon - open - 2), static_cast<int>(*line)};
    name = name.substr(0, open);
    return place;
}

struct GprofCost {
    double flat_self = 0;
    double flat_total = 0;
    double graph_self = 0;
    double graph_total = 0;
    GprofPlace place;
    bool recursive = false;
};

class GprofReader {
public:
    tl::expected<Read<Profile>, ReadError> read(std::string_view text) {
        for (Lines lines(text); lines.next();)
            read_line(lines.number(), lines.line());
        for (const auto& [name, cost] : costs_)
            whole_ += self_of(cost);
        if (whole_ <= 0)
            return refuse(passed_.first_line(), passed_.first_text(timeless_ ? "no time accumulated" : "no time"),
                          gprof_wanted);
        Read<Profile> result{.value = profile(), .warnings = {}};
        passed_.tell(result.warnings, gprof_wanted);
        return result;
    }

private:
    enum class Table { none, flat, graph };

    void read_line(std::size_t number, std::string_view line) {
        if (skip(line, "\f"))
            table_ = Table::none;
        if (auto words = line; skip(words, "Each sample counts as "))
            interval_ = take_figure(words).value_or(0);
        else if (interval_ <= 0)
            interval_ = interval_of_granularity(line);
        timeless_ = timeless_ || trim(line) == "no time accumulated";
        if (line.find("cumulative") != std::string_view::npos && line.find("self") != std::string_view::npos)
            table_ = Table::flat;
        else if (line.starts_with("index") && line.find("self") != std::string_view::npos)
            table_ = Table::graph;
        else if (line.starts_with("Index by function name"))
            table_ = Table::none;
        else if (table_ == Table::flat)
            read_flat(number, line);
        else if (table_ == Table::graph && line.starts_with('[') && !read_graph(line))
            passed_.add(number, line);
    }

    void read_flat(std::size_t number, std::string_view line) {
        if (trim(line).ends_with("name"))
            call_unit_ = unit_of_call(line);
        else if (trim(line).empty())
            table_ = Table::none;
        else if (!read_flat_row(line))
            passed_.add(number, line);
    }

    bool read_flat_row(std::string_view row) {
        row = trim(row);
        const auto share = take_figure(row);
        const auto cumulative = take_figure(row);
        const auto self = take_figure(row);
        if (!share || !cumulative || !self || row.empty())
            return false;
        auto name = row; // calls and the times of a call are blank for functions without -pg
        const auto calls = whole_number(take_word(name));
        const auto self_call = calls ? take_figure(name) : std::nullopt;
        const auto total_call = self_call ? take_figure(name) : std::nullopt;
        if (!total_call || name.empty())
            name = row;
        cut_index(name);
        auto& cost = cost_of(name);
        cost.flat_self += *self;
        if (total_call)
            cost.flat_total += static_cast<double>(*calls) * *total_call * call_unit_;
        has_flat_ = true;
        return true;
    }

    /// [INDEX] %TIME SELF CHILDREN [CALLED[+SELF]] NAME [<cycle N>] [INDEX]
    bool read_graph(std::string_view row) {
        take_word(row);
        const auto share = take_figure(row);
        const auto self = take_figure(row);
        const auto children = take_figure(row);
        if (!share || !self || !children || !cut_index(row))
            return false;
        auto name = row;
        const auto called = take_word(name);
        const auto plus = std::min(called.find('+'), called.size());
        const bool told = !name.empty() && whole_number(called.substr(0, plus));
        if (!told)
            name = row;
        if (name.starts_with("<cycle ")) // "as a whole": its members have rows of their own
            return true;
        if (const auto cycle = name.rfind(" <cycle "); cycle != std::string_view::npos && name.ends_with('>'))
            name = name.substr(0, cycle);
        auto& cost = cost_of(trim(name));
        cost.graph_self += *self;
        cost.graph_total += *self + *children;
        cost.recursive = cost.recursive || (told && plus < called.size());
        return true;
    }

    GprofCost& cost_of(std::string_view name) {
        const auto place = take_gprof_place(name);
        auto& cost = costs_[name];
        if (cost.place.file.empty())
            cost.place = place;
        return cost;
    }

    [[nodiscard]] double self_of(const GprofCost& cost) const { return has_flat_ ? cost.flat_self : cost.graph_self; }

    [[nodiscard]] std::uint64_t samples_of(double seconds) const {
        return interval_ > 0 ? static_cast<std::uint64_t>(std::llround(std::min(seconds / interval_, 1e18))) : 0;
    }

    [[nodiscard]] FunctionCost function(std::string_view name, const GprofCost& cost) const {
        FunctionCost result;
        result.name = short_name(demangle(name));
        result.raw_name = name;
        result.file = cost.place.file;
        result.line = cost.place.line;
        result.self = self_of(cost);
        const auto total = cost.graph_total > 0 ? cost.graph_total : cost.flat_total;
        result.total = std::clamp(total, result.self, std::max(whole_, result.self));
        result.self_share = result.self / whole_;
        result.total_share = result.total / whole_;
        result.self_samples = samples_of(result.self);
        result.total_samples = samples_of(result.total);
        result.max_depth = cost.recursive ? 2 : 1;
        return result;
    }

    [[nodiscard]] Profile profile() const {
        Profile result{.tool = "gprof", .event = "time", .unit = Unit::seconds};
        result.frequency = interval_ > 0 ? 1 / interval_ : 0;
        result.weight = whole_;
        result.samples = samples_of(whole_);
        for (const auto& [name, cost] : costs_)
            result.functions.push_back(function(name, cost));
        std::ranges::sort(result.functions, [](const auto& a, const auto& b) {
            return std::tie(b.self, b.total, a.raw_name) < std::tie(a.self, a.total, b.raw_name);
        });
        return result;
    }

    Table table_ = Table::none;
    PassedLines passed_;
    std::map<std::string_view, GprofCost> costs_; ///< by name
    double interval_ = 0;                         ///< between samples, seconds
    double call_unit_ = 0;
    double whole_ = 0;
    bool has_flat_ = false;
    bool timeless_ = false;
};

} // namespace

tl::expected<Read<Profile>, ReadError> read_gprof(std::string_view text) { return GprofReader().read(text); }

Recognition recognise_gprof(Head head) {
    if (looks_binary(head.text) || without_lead(head.text).starts_with('<'))
        return Recognition::no;
    return has_line_starting(whole_lines(head), {"Each sample counts as ", "granularity: each sample hit covers "})
               ? Recognition::yes
               : not_yet(head);
}

} // namespace perfeng::tools
