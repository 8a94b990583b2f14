#include "perfeng/tools/stacks/instruments_copy.hpp"

#include "call_tree.hpp"
#include "passed_lines.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"

#include "perfeng/tools/symbols/demangle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace perfeng::tools {
namespace {

constexpr std::string_view copy_wanted = "a deep copy of Instruments: WEIGHT, SELF WEIGHT and SYMBOL NAME between tabs";

struct CopyUnit {
    std::string_view name;
    std::string_view event;
    double scale;
};

const CopyUnit* copy_unit(std::string_view name) {
    static constexpr std::array units{
        CopyUnit{"s", "time", 1},
        CopyUnit{"ms", "time", 1e-3},
        CopyUnit{"us", "time", 1e-6},
        CopyUnit{"\xc2\xb5s", "time", 1e-6},
        CopyUnit{"\xce\xbcs", "time", 1e-6}, // both signs for micro
        CopyUnit{"ns", "time", 1e-9},
        CopyUnit{"min", "time", 60},
        CopyUnit{"cycles", "cycles", 1},
        CopyUnit{"c", "cycles", 1},
        CopyUnit{"Kc", "cycles", 1e3},
        CopyUnit{"Mc", "cycles", 1e6},
        CopyUnit{"Gc", "cycles", 1e9},
        CopyUnit{"Tc", "cycles", 1e12},
        CopyUnit{"Bytes", "bytes", 1},
        CopyUnit{"B", "bytes", 1},
        CopyUnit{"KB", "bytes", 1024},
        CopyUnit{"KiB", "bytes", 1024},
        CopyUnit{"MB", "bytes", 1048576},
        CopyUnit{"MiB", "bytes", 1048576},
        CopyUnit{"GB", "bytes", 1073741824},
        CopyUnit{"GiB", "bytes", 1073741824},
        CopyUnit{"", "samples", 1},
    };
    const auto* found = std::ranges::find(units, name, &CopyUnit::name);
    return found == units.end() ? nullptr : found;
}

Unit unit_of_event(std::string_view event) {
    return event == "time" ? Unit::seconds : event == "bytes" ? Unit::bytes : Unit::count;
}

struct CopyWeight {
    const CopyUnit* unit = nullptr;
    double value = 0;
};

/// "4.93 s  100.0%", "4273.0ms   99.9%", " 429.93 MB     100.0%", "693".
std::optional<CopyWeight> parse_weight(std::string_view text) {
    constexpr double most = 1e18;
    text = trim(text);
    const auto end = std::min(text.find_first_not_of("0123456789.,"), text.size());
    const auto number = decimal_number(text.substr(0, end));
    text = trim(text.substr(end));
    auto name = take_word(text);
    if (name.ends_with('%'))
        name = {};
    const auto* unit = copy_unit(name);
    if (!number || *number > most || unit == nullptr)
        return std::nullopt;
    return CopyWeight{unit, *number * unit->scale};
}

/// Cut off the front, with the tab behind it.
std::string_view take_cell(std::string_view& row) {
    const auto cell = row.substr(0, row.find('\t'));
    row.remove_prefix(std::min(cell.size() + 1, row.size()));
    return cell;
}

bool is_heading(std::string_view line) {
    return line.find('\t') != std::string_view::npos &&
           (line.ends_with("\tSymbol Name") || line.ends_with("\tSymbol Names"));
}

std::string_view heading_of(std::string_view text) {
    Lines lines(without_lead(text));
    return lines.next() ? lines.line() : std::string_view();
}

Frame copied_frame(std::string_view name) {
    const bool unknown = name == "<Unknown Address>" || name.starts_with("0x");
    return {.name = unknown ? "[unknown]" : short_name(demangle(name)), .raw_name = unknown ? "" : std::string(name)};
}

/// "example_app (40414)".
std::optional<std::string_view> copied_process(std::string_view name) {
    const auto open = name.rfind(" (");
    if (open == std::string_view::npos || !name.ends_with(')') ||
        !whole_number(name.substr(open + 2, name.size() - open - 3)))
        return std::nullopt;
    return name.substr(0, open);
}

/// "Main Thread  0x16b".
std::optional<std::string_view> copied_thread(std::string_view name) {
    const auto id = name.rfind("  0x");
    if (id == std::string_view::npos || !whole_number(name.substr(id + 4), 16))
        return std::nullopt;
    return trim(name.substr(0, id));
}

class CopyReader {
public:
    tl::expected<Read<Contents>, ReadError> read(std::string_view text) {
        Lines lines(without_lead(text));
        if (!lines.next() || !is_heading(lines.line()))
            return refuse(0, heading_of(text).empty() ? "an empty text" : heading_of(text), copy_wanted);
        read_heading(lines.line());
        while (lines.next())
            if (!trim(lines.line()).empty() && !read_row(lines.line()))
                passed_.add(lines.number(), lines.line());
        tree_.end_tree();
        tree_.stacks.move_to(profile_, profile_.event == "samples");
        if (profile_.weight <= 0)
            return refuse(passed_.first_line(), passed_.first_text("no weight above 0"), copy_wanted);
        profile_.unit = unit_of_event(profile_.event);
        auto warnings = warnings_of(tree_);
        passed_.tell(warnings, copy_wanted);
        contents_.profile = std::move(profile_);
        return Read<Contents>{std::move(contents_), std::move(warnings)};
    }

private:
    void read_heading(std::string_view line) {
        take_cell(line);
        auto second = take_cell(line);
        has_self_ = skip(second, "Self");
        const auto open = second.find('(');
        if (open != std::string_view::npos)
            self_unit_ = copy_unit(second.substr(open + 1, second.find(')') - open - 1));
    }

    bool read_row(std::string_view row) {
        const auto weight = parse_weight(take_cell(row));
        const auto self = parse_self(take_cell(row));
        const auto last = row.rfind('\t') + 1; // the name is the last cell
        auto name = row.substr(last);
        const auto indent = std::min(name.find_first_not_of(' '), name.size());
        name = trim(name);
        if (!weight || name.empty() || (has_self_ && !self) || !is_same_event(*weight))
            return false;
        add(indent, name, weight->value, self);
        return true;
    }

    /// A row's own weight has a unit, or has it in the heading: "Self (ms)". A dash is none.
    [[nodiscard]] std::optional<double> parse_self(std::string_view cell) const {
        if (!has_self_)
            return std::nullopt;
        cell = trim(cell);
        if (cell == "-")
            return 0;
        const auto self = parse_weight(cell);
        if (!self)
            return std::nullopt;
        return self->unit->name.empty() && self_unit_ != nullptr ? self->value * self_unit_->scale : self->value;
    }

    bool is_same_event(const CopyWeight& weight) {
        if (profile_.event.empty())
            profile_.event = weight.unit->event;
        return weight.unit->event == profile_.event;
    }

    void add(std::size_t indent, std::string_view name, double weight, std::optional<double> self) {
        if (const auto process = at_top_ ? copied_process(name) : std::nullopt) {
            contents_.program = *process;
            tree_.add_root(indent, {}, weight, self);
        } else if (const auto thread = copied_thread(name)) {
            tree_.add_root(indent, *thread, weight, self);
        } else {
            tree_.add(indent, tree_.stacks.frame(copied_frame(name)), weight, self);
        }
        at_top_ = false;
    }

    CallTree tree_;
    PassedLines passed_;
    Contents contents_;
    Profile profile_{.tool = "instruments", .event = ""};
    bool has_self_ = false;
    const CopyUnit* self_unit_ = nullptr;
    bool at_top_ = true;
};

} // namespace

tl::expected<Read<Contents>, ReadError> read_instruments_copy(std::string_view text) { return CopyReader().read(text); }

Recognition recognise_instruments_copy(Head head) {
    if (looks_binary(head.text))
        return Recognition::no;
    if (without_lead(head.text).find('\n') == std::string_view::npos && !head.whole)
        return Recognition::need_more;
    return is_heading(heading_of(head.text)) ? Recognition::yes : Recognition::no;
}

} // namespace perfeng::tools
