#include "perfeng/tools/memory/heaptrack_print.hpp"

#include "heap_stacks.hpp"
#include "leak_sites.hpp"
#include "memory_frames.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace perfeng::tools {
namespace {

/// "286.72K", "508B"; K = 1000.
std::optional<std::uint64_t> heaptrack_size(std::string_view text) {
    constexpr std::string_view units = "BKMGT";
    const auto unit = text.empty() ? units.npos : units.find(text.back());
    if (unit == units.npos)
        return std::nullopt;
    const auto number = decimal_number(text.substr(0, text.size() - 1));
    const auto bytes = number.value_or(-1) * std::pow(1000.0, static_cast<double>(unit));
    const bool exact = bytes >= 0 && bytes < 9e15; // what a double holds to the byte
    return exact ? std::optional(static_cast<std::uint64_t>(std::llround(bytes))) : std::nullopt;
}

/// The heading of a place, "204 calls to allocation functions with 286.72K peak consumption from" or "286.72K peak
/// memory consumed over 204 calls from"; that of one way to it, "204 calls with 286.72K peak consumption from:" or
/// "286.72K consumed over 204 calls from:".
struct HeaptrackHeading {
    AllocationSite figures;
    bool is_way = false;
};

std::optional<HeaptrackHeading> heaptrack_heading(std::string_view line) {
    HeaptrackHeading heading;
    heading.is_way = line.ends_with(" from:");
    if (!heading.is_way && !line.ends_with(" from"))
        return std::nullopt;
    auto calls = take_word(line);
    auto size = calls;
    const bool calls_first = line.starts_with("calls ");
    const auto mark = line.find(calls_first ? " with " : " over ");
    if (mark == std::string_view::npos || (!calls_first && line.find("consumed over ") == line.npos))
        return std::nullopt;
    auto rest = line.substr(mark + 6);
    (calls_first ? size : calls) = take_word(rest);
    const auto number = whole_number(calls);
    const auto bytes = heaptrack_size(size);
    if (!number || !bytes || !rest.starts_with(calls_first ? "peak consumption" : "calls"))
        return std::nullopt;
    heading.figures.calls = *number;
    heading.figures.peak_bytes = *bytes;
    return heading;
}

/// A name, and below it, further in, "at FILE:LINE" and "in MODULE"; the module stands where it is another than the
/// frame's before.
void add_heaptrack_line(std::vector<MemoryFrame>& stack, std::string_view line, std::size_t indent) {
    const auto blanks = std::min(line.find_first_not_of(' '), line.size());
    line.remove_prefix(blanks);
    if (blanks <= indent) {
        const std::string module = stack.empty() ? "" : stack.back().module;
        stack.push_back({memory_function_name(line.starts_with("0x") ? std::string_view{} : line), module, {}, 0});
    } else if (stack.empty()) {
        return;
    } else if (skip(line, "at ")) {
        set_location(stack.back(), line);
    } else if (skip(line, "in ")) {
        stack.back().module = line;
    }
}

class HeaptrackPrintReader {
public:
    void read(std::string_view line) {
        if (line == "MOST CALLS TO ALLOCATION FUNCTIONS" || line == "PEAK MEMORY CONSUMERS")
            open_list();
        else if (line == "MEMORY LEAKS" || line == "MOST TEMPORARY ALLOCATIONS")
            in_list_ = false;
        else if (line.empty())
            close_place();
        else if (auto heading = in_list_ ? heaptrack_heading(line) : std::nullopt)
            open(*heading);
        else if (place_)
            read_stack(line);
        else
            read_sum(line);
    }

    tl::expected<Read<Contents>, ReadError> finish(std::size_t lines) {
        close_place();
        if (is_difference_)
            return refuse(2, "a difference of two records", "a report of one record, without -d");
        if (!peak_ || !calls_)
            return refuse(lines, "the end", "the sums at the end of heaptrack_print's report");
        Read<Contents> read{.value = {}, .warnings = warnings()};
        read.value.command = std::move(command_);
        read.value.allocations = Allocations{.tool = "heaptrack",
                                             .calls = *calls_,
                                             .peak_bytes = *peak_,
                                             .temporary = temporary_,
                                             .functions = sites_.take()};
        return read;
    }

private:
    void open_list() {
        close_place();
        known_.merge(listed_);
        listed_.clear();
        in_list_ = true;
    }

    void open(const HeaptrackHeading& heading) {
        if (!heading.is_way) {
            close_place();
            place_ = heading.figures;
        } else if (place_) {
            ways_.push_back(heading.figures);
        }
    }

    /// The first line's indentation is that of all names: none, 2 without merging (-m 0), 4 for a way.
    void read_stack(std::string_view line) {
        auto& stack = ways_.empty() ? place_->stack : ways_.back().stack;
        if (stack.empty())
            indent_ = line.find_first_not_of(' ');
        add_heaptrack_line(stack, line, indent_);
    }

    void close_place() {
        if (!place_)
            return;
        auto place = *std::exchange(place_, std::nullopt);
        const auto ways = std::exchange(ways_, {});
        auto key = fmt::format("{} {}", place.calls, place.peak_bytes);
        for (const auto& frame : place.stack)
            key += fmt::format("\n{} {}:{}", frame.function, frame.file, frame.line);
        if (known_.contains(key))
            return;
        listed_.insert(std::move(key));
        for (auto way : ways) {
            place.calls -= std::min(place.calls, way.calls);
            place.peak_bytes -= std::min(place.peak_bytes, way.peak_bytes);
            way.stack.insert(way.stack.begin(), place.stack.begin(), place.stack.end());
            add(std::move(way));
        }
        if (place.calls > 0)
            add(std::move(place));
    }

    void add(AllocationSite site) {
        placed_ += site.calls;
        sites_.add(std::move(site));
    }

    void read_sum(std::string_view line) {
        if (skip(line, "Debuggee command was: "))
            command_ = line;
        else if (line.starts_with("reading diff file "))
            is_difference_ = true;
        else if (skip(line, "calls to allocation functions: "))
            calls_ = whole_number(take_word(line));
        else if (skip(line, "temporary memory allocations: "))
            temporary_ = whole_number(take_word(line)).value_or(0);
        else if (skip(line, "peak heap memory consumption: "))
            peak_ = heaptrack_size(trim(line));
        else if (skip(line, "total memory leaked: "))
            leaked_ = trim(line);
    }

    [[nodiscard]] std::vector<std::string> warnings() const {
        std::vector<std::string> warnings{"heaptrack_print rounds what it says of bytes: import the record itself "
                                          "(heaptrack.NAME.zst or .gz)"};
        if (placed_ < *calls_)
            warnings.push_back(fmt::format("{} of {} allocations are at places that heaptrack_print does not list: run "
                                           "it with -n 1000 -s 1000",
                                           *calls_ - placed_, *calls_));
        if (!leaked_.empty() && leaked_ != "0B")
            warnings.push_back(fmt::format("{} were never freed: heaptrack does not tell whether they are lost, a leak "
                                           "check does",
                                           leaked_));
        return warnings;
    }

    std::string command_;
    bool is_difference_ = false;
    bool in_list_ = false;
    std::optional<AllocationSite> place_;
    std::vector<AllocationSite> ways_; ///< to the place
    std::size_t indent_ = 0;           ///< of the names in the stack
    std::set<std::string> listed_;     ///< places of this list
    std::set<std::string> known_;      ///< places of the lists before
    FunctionSites sites_;
    std::uint64_t placed_ = 0; ///< calls
    std::optional<std::uint64_t> calls_;
    std::optional<std::uint64_t> peak_;
    std::uint64_t temporary_ = 0;
    std::string leaked_;
};

} // namespace

tl::expected<Read<Contents>, ReadError> read_heaptrack_print(std::string_view text) {
    HeaptrackPrintReader reader;
    Lines lines(text);
    while (lines.next())
        reader.read(lines.line());
    return reader.finish(lines.number());
}

Recognition recognise_heaptrack_print(Head head) {
    auto any = Recognition::no;
    for (const std::string_view start :
         {"reading file \"", "Debuggee command was: ", "MOST CALLS TO ALLOCATION FUNCTIONS", "PEAK MEMORY CONSUMERS"})
        any = std::max(any, begins_with(head, start));
    if (any != Recognition::yes || !without_lead(head.text).starts_with("reading file"))
        return any;
    return contains_any(head, {" - please wait, this might take some time..."});
}

} // namespace perfeng::tools
