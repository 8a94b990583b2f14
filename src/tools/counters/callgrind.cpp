#include "perfeng/tools/counters/callgrind.hpp"

#include "counted_event.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"

#include "perfeng/tools/symbols/demangle.hpp"
#include "perfeng/tools/symbols/own_code.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace perfeng::tools {
namespace {

constexpr std::string_view unknown = "???";

/// Names of one kind. "(3) name" gives a name a number, "(3)" is that name again, "name" stands for itself.
class Names {
public:
    /// Empty for a number without a name: old versions leave objects nameless.
    std::string_view resolve(std::string_view spec) {
        const auto close = spec.find(')');
        if (!spec.starts_with('(') || close == std::string_view::npos)
            return spec;
        const auto id = whole_number(spec.substr(1, close - 1));
        if (!id) // a name in parentheses: "(below main)"
            return spec;
        const auto name = trim(spec.substr(close + 1));
        return name.empty() ? names_[*id] : names_[*id] = name;
    }

private:
    std::unordered_map<std::uint64_t, std::string_view> names_;
};

/// Callgrind names the inner turns of a recursion "f'2", "f'3" (--separate-recs): all are f.
std::string_view without_turn(std::string_view name) {
    const auto quote = name.rfind('\'');
    return quote != 0 && quote != std::string_view::npos && whole_number(name.substr(quote + 1)) ? name.substr(0, quote)
                                                                                                 : name;
}

struct Identity {
    std::string_view name;
    std::string_view object;
    auto operator<=>(const Identity&) const = default;
};

struct Cost {
    std::string_view file;
    std::uint64_t line = 0;
    std::uint64_t self = 0;
    std::uint64_t calls = 0; ///< cost of what it calls
    bool recursive = false;
    using Line = std::pair<std::string_view, std::uint64_t>;
    Line own_line;                       ///< the last that counts as its own
    std::map<Line, std::uint64_t> lines; ///< its own, each with its calls and with the inlined code that follows
};

class Reader {
public:
    explicit Reader(std::string_view text) : lines_(text) {}

    tl::expected<Profile, ReadError> read() {
        while (lines_.next())
            if (const auto done = read_line(lines_.line()); !done)
                return refuse(lines_.number(), lines_.line(), done.error());
        if (event_.empty())
            return refuse(0, lines_.line(), "a callgrind file (events: Ir ...)");
        if (open_part_ && by_callgrind_)
            return refuse(lines_.number(), "the end", "totals: at the end of each part");
        if (whole_ == 0)
            return refuse(0, "no cost above 0", "a callgrind file of a program that ran");
        return profile();
    }

    /// Beside read(): keeps what each line costs.
    tl::expected<CountedProfile, ReadError> read_with_lines() {
        keeps_lines_ = true;
        auto counted = read();
        if (!counted)
            return tl::unexpected(std::move(counted.error()));
        return CountedProfile{std::move(*counted), hottest()};
    }

    [[nodiscard]] std::string_view command() const { return command_; }
    [[nodiscard]] std::vector<std::string> warnings() const { return other_events_warning(event_, events_); }

private:
    using Read = tl::expected<void, std::string_view>; ///< the error is what was expected

    Read read_line(std::string_view line) {
        if (line.empty() || line.front() == '#')
            return {};
        if ((line.front() >= '0' && line.front() <= '9') || line.front() == '+' || line.front() == '-' ||
            line.front() == '*')
            return read_cost(line);
        const auto end = line.find_first_of("=:");
        if (end == std::string_view::npos)
            return tl::unexpected<std::string_view>("a line of the callgrind format");
        const auto key = line.substr(0, end);
        const auto value = trim(line.substr(end + 1));
        return line[end] == '=' ? read_position(key, value) : read_header(key, value);
    }

    Read read_header(std::string_view key, std::string_view value) {
        if (key == "events")
            return read_events(value);
        if (key == "positions")
            return read_positions(value);
        if (key == "creator")
            by_callgrind_ = value.starts_with("callgrind-");
        else if (key == "cmd" && command_.empty())
            command_ = value;
        else if (key == "totals")
            open_part_ = false;
        return {};
    }

    Read read_events(std::string_view value) {
        open_part_ = true;
        event_ = {};
        events_.clear();
        for (std::size_t index = 0; !value.empty(); ++index) {
            const auto name = take_word(value);
            events_.push_back(name);
            if (index == 0 || name == "Ir") {
                event_ = name;
                event_index_ = index;
            }
        }
        return event_.empty() ? Read(tl::unexpect, "the names of events") : Read{};
    }

    Read read_positions(std::string_view value) {
        position_count_ = 0;
        line_index_ = 0;
        while (!value.empty()) {
            if (take_word(value) == "line")
                line_index_ = position_count_;
            ++position_count_;
        }
        return position_count_ == 0 ? Read(tl::unexpect, "the names of positions") : Read{};
    }

    Read read_position(std::string_view key, std::string_view value) {
        if (calls_)
            return tl::unexpected<std::string_view>("the cost of the call above");
        if (key == "fl")
            file_ = place_ = files_.resolve(value);
        else if (key == "fi" || key == "fe")
            place_ = files_.resolve(value);
        else if (key == "cfi" || key == "cfl" || key == "jfi")
            files_.resolve(value); // may name a file for later
        else if (key == "ob")
            object_ = objects_.resolve(value);
        else if (key == "cob")
            callee_.object = objects_.resolve(value);
        else if (key == "fn")
            return enter_function(functions_.resolve(value));
        else if (key == "cfn")
            callee_.name = without_turn(functions_.resolve(value));
        else if (key == "jfn")
            functions_.resolve(value);
        else if (key == "calls")
            return begin_call();
        else if (key != "jump" && key != "jcnd")
            return tl::unexpected<std::string_view>("a line of the callgrind format");
        return {};
    }

    Read enter_function(std::string_view name) {
        if (name.empty())
            return tl::unexpected<std::string_view>("the name of a function");
        const auto entry = costs_.try_emplace(Identity{without_turn(name), object_}).first;
        if (entry->second.file.empty())
            entry->second.file = file_;
        current_ = &*entry;
        place_ = file_;
        callee_ = {};
        return {};
    }

    Read begin_call() {
        if (!current_ || callee_.name.empty())
            return tl::unexpected<std::string_view>("a call inside a function (fn=, cfn=)");
        calls_ = true;
        return {};
    }

    /// A position may be absolute, relative to the one before (+3, -3) or the same (*). Only the line is kept.
    Read read_line_number(std::string_view word) {
        if (word == "*")
            return {};
        const char sign = word.front();
        if (sign == '+' || sign == '-')
            word.remove_prefix(1);
        const bool hexadecimal = skip(word, "0x");
        const auto number = whole_number(word, hexadecimal ? 16 : 10);
        if (!number)
            return tl::unexpected<std::string_view>("a line number");
        line_ = sign == '+' ? line_ + *number : sign == '-' ? line_ - std::min(line_, *number) : *number;
        return {};
    }

    Read read_cost(std::string_view line) {
        if (!current_)
            return tl::unexpected<std::string_view>("a function (fn=) before its costs");
        for (std::size_t i = 0; i < position_count_; ++i) {
            const auto word = take_word(line);
            if (word.empty())
                return tl::unexpected<std::string_view>("a position for each name in positions:");
            if (i == line_index_)
                if (const auto done = read_line_number(word); !done)
                    return done;
        }
        std::string_view word = take_word(line);
        for (std::size_t i = 0; i < event_index_; ++i)
            word = take_word(line);
        const auto cost = word.empty() ? 0 : whole_number(word); // trailing zeros may be left out
        if (!cost)
            return tl::unexpected<std::string_view>("a count of events");
        add(*cost);
        return {};
    }

    void add(std::uint64_t cost) {
        auto& [identity, sum] = *current_;
        if (keeps_lines_)
            add_to_line(identity, sum, cost);
        if (!calls_) {
            sum.self += cost;
            whole_ += cost;
            if (sum.line == 0 && place_ == sum.file)
                sum.line = line_;
            return;
        }
        if (is_recursive_call(identity))
            sum.recursive = true;
        else
            sum.calls += cost;
        calls_ = false;
        callee_.object = {};
    }

    [[nodiscard]] bool is_recursive_call(const Identity& caller) const {
        return calls_ && without_turn(callee_.name) == caller.name &&
               (callee_.object.empty() || callee_.object == caller.object);
    }

    /// Costs stand in the order of addresses, so that inlined code follows the line that it was inlined at.
    void add_to_line(const Identity& identity, Cost& sum, std::uint64_t cost) {
        if (line_ > 0 && is_own_line(identity, sum))
            sum.own_line = {place_, line_};
        if (!is_recursive_call(identity))
            sum.lines[sum.own_line] += cost;
    }

    /// In the user's program, lines of the user's files: a function may begin with what was inlined from a library.
    [[nodiscard]] bool is_own_line(const Identity& identity, const Cost& sum) {
        const auto users = [&](std::string_view object, std::string_view file) {
            const auto entry = users_.try_emplace({object, file});
            if (entry.second)
                entry.first->second = is_own_code({"", std::string(object), std::string(file), 0});
            return entry.first->second;
        };
        return users(identity.object, "") ? users(identity.object, place_) : place_ == sum.file;
    }

    [[nodiscard]] HotLine hottest_line(const Identity& identity, const Cost& cost) const {
        HotLine hot{.function = std::string(identity.name)};
        if (cost.lines.empty())
            return hot;
        const auto most = std::max_element(cost.lines.begin(), cost.lines.end(),
                                           [](const auto& a, const auto& b) { return a.second < b.second; });
        if (most->first.first == unknown)
            return hot;
        hot.file = most->first.first;
        hot.line = static_cast<int>(std::min<std::uint64_t>(most->first.second, 1u << 30u));
        hot.share = static_cast<double>(std::min(most->second, whole_)) / static_cast<double>(whole_);
        return hot;
    }

    /// In the order of profile(): largest self first.
    [[nodiscard]] std::vector<HotLine> hottest() const {
        std::vector<const std::pair<const Identity, Cost>*> order;
        for (const auto& entry : costs_)
            order.push_back(&entry);
        std::stable_sort(order.begin(), order.end(),
                         [](const auto* a, const auto* b) { return a->second.self > b->second.self; });
        std::vector<HotLine> lines;
        for (const auto* const entry : order)
            lines.push_back(hottest_line(entry->first, entry->second));
        return lines;
    }

    [[nodiscard]] FunctionCost function(const Identity& identity, const Cost& cost, double scale) const {
        const auto known = [](std::string_view text) { return text == unknown ? std::string() : std::string(text); };
        FunctionCost result;
        result.name = identity.name == unknown ? "[unknown]" : short_name(demangle(identity.name));
        result.raw_name = known(identity.name);
        result.module = known(identity.object);
        result.file = known(cost.file);
        result.line = result.file.empty() ? 0 : static_cast<int>(std::min<std::uint64_t>(cost.line, 1u << 30u));
        result.self = static_cast<double>(cost.self) * scale;
        result.total = static_cast<double>(std::min(cost.self + cost.calls, whole_)) * scale;
        result.max_depth = cost.recursive ? 2 : 1;
        if (whole_ > 0) {
            result.self_share = result.self / (static_cast<double>(whole_) * scale);
            result.total_share = result.total / (static_cast<double>(whole_) * scale);
        }
        return result;
    }

    [[nodiscard]] Profile profile() const {
        Profile result;
        result.tool = "callgrind";
        const auto [event, unit] = counted_event(event_);
        result.event = event;
        result.unit = unit.unit;
        result.weight = static_cast<double>(whole_) * unit.scale;
        for (const auto& [identity, cost] : costs_)
            result.functions.push_back(function(identity, cost, unit.scale));
        std::stable_sort(result.functions.begin(), result.functions.end(),
                         [](const auto& a, const auto& b) { return a.self > b.self; });
        return result;
    }

    Lines lines_;
    Names files_;
    Names functions_;
    Names objects_;
    std::map<Identity, Cost> costs_;
    std::map<std::pair<std::string_view, std::string_view>, bool> users_; ///< whether a file of an object is the user's
    std::pair<const Identity, Cost>* current_ = nullptr;
    std::uint64_t whole_ = 0;

    std::string_view command_;
    std::string_view event_;
    std::vector<std::string_view> events_; ///< of the last part
    std::size_t event_index_ = 0;
    std::size_t position_count_ = 1;
    std::size_t line_index_ = 0;
    bool by_callgrind_ = false;
    bool open_part_ = false;

    std::string_view object_;
    std::string_view file_;  ///< of the function
    std::string_view place_; ///< of the costs that follow: another file where code was inlined
    std::uint64_t line_ = 0;
    Identity callee_;    ///< an empty object: the same as the caller's
    bool calls_ = false; ///< the next cost is that of a call
    bool keeps_lines_ = false;
};

} // namespace

tl::expected<Profile, ReadError> read_callgrind(std::string_view text) { return Reader(text).read(); }

tl::expected<CountedProfile, ReadError> read_callgrind_lines(std::string_view text) {
    return Reader(text).read_with_lines();
}

tl::expected<Read<Contents>, ReadError> read_callgrind_file(std::string_view text) {
    Reader reader(text);
    auto profile = reader.read();
    if (!profile)
        return tl::unexpected(std::move(profile.error()));
    tools::Read<Contents> result{.value = {}, .warnings = reader.warnings()};
    result.value.command = reader.command();
    result.value.metrics = instructions_metric(*profile);
    result.value.profile = std::move(*profile);
    return result;
}

Recognition recognise_callgrind(Head head) {
    const auto text = without_lead(head.text);
    if (text.starts_with("# callgrind format"))
        return Recognition::yes;
    if (text.starts_with("desc:") || text.starts_with("cmd:") || looks_binary(head.text)) // cachegrind begins so
        return Recognition::no;
    const bool begun = has_line_starting(text.substr(0, 400), {"version:", "creator:", "positions:", "events:"});
    if (!begun)
        return text.size() < 400 ? not_yet(head) : Recognition::no;
    const auto whole = whole_lines(head);
    const bool costs = has_line_starting(whole, {"events:"}) && has_line_starting(whole, {"fn=", "fl="});
    return costs || has_line_starting(whole, {"creator: callgrind"}) ? Recognition::yes : not_yet(head);
}

} // namespace perfeng::tools
