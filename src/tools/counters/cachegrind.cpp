#include "perfeng/tools/counters/cachegrind.hpp"

#include "counted_event.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"

#include "perfeng/tools/symbols/demangle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

namespace perfeng::tools {
namespace {

constexpr std::uint64_t most_cost = std::uint64_t{1} << 62U;

/// What a function costs in one file.
struct CostInFile {
    std::uint64_t cost = 0;
    std::uint64_t line = 0; ///< the costliest
    std::uint64_t line_cost = 0;
};

struct CachegrindFunction {
    std::uint64_t cost = 0;
    std::map<std::string_view, CostInFile> files;
};

class CachegrindReader {
public:
    explicit CachegrindReader(std::string_view text) : lines_(text) {}

    tl::expected<Read<Contents>, ReadError> read() {
        while (lines_.next())
            if (const auto* const expected = read_line(lines_.line()))
                return refuse(lines_.number(), lines_.line(), expected);
        if (!summary_)
            return refuse(lines_.number(), "the end", "summary: at the end of a cachegrind file");
        if (*summary_ != whole_)
            return refuse(lines_.number(), fmt::format("costs of {} in all", whole_),
                          fmt::format("the sum that the summary tells, {}", *summary_));
        if (whole_ == 0)
            return refuse(0, "no cost above 0", "a cachegrind file of a program that ran");
        return contents();
    }

private:
    /// Null, or what was expected.
    const char* read_line(std::string_view line) {
        if (line.starts_with("desc: Files compared:"))
            return "a cachegrind.out file itself: this is a difference of two, by cg_diff";
        if (line.empty() || line.starts_with('#') || skip(line, "desc:"))
            return nullptr;
        if (skip(line, "cmd:"))
            command_ = trim(line);
        else if (skip(line, "events:"))
            return read_events(line);
        else if (skip(line, "summary:"))
            return read_summary(line);
        else if (skip(line, "fl=") || skip(line, "fi=") || skip(line, "fe="))
            file_ = line;
        else if (skip(line, "fn="))
            function_ = &functions_[line];
        else
            return read_cost(line);
        return nullptr;
    }

    const char* read_events(std::string_view line) {
        for (line = trim(line); !line.empty();) {
            const auto name = take_word(line);
            if (events_.empty() || name == "Ir")
                index_ = events_.size();
            events_.push_back(name);
        }
        return events_.empty() ? "the names of events" : nullptr;
    }

    /// Left out or "." where nothing was counted.
    [[nodiscard]] std::optional<std::uint64_t> cost_in(std::string_view line) const {
        std::string_view word;
        for (std::size_t i = 0; i <= index_; ++i)
            word = take_word(line);
        const auto cost = word.empty() || word == "." ? 0 : whole_number(word);
        return cost && *cost <= most_cost ? cost : std::nullopt;
    }

    const char* read_summary(std::string_view line) {
        summary_ = cost_in(trim(line));
        return summary_ ? nullptr : "sums of the events";
    }

    const char* read_cost(std::string_view line) {
        const auto number = whole_number(take_word(line));
        if (!number || events_.empty())
            return "a line of the cachegrind format";
        if (function_ == nullptr)
            return "a function (fn=) before its costs";
        const auto cost = cost_in(line);
        if (!cost || whole_ + *cost > most_cost)
            return "counts of events";
        whole_ += *cost;
        function_->cost += *cost;
        auto& here = function_->files[file_];
        here.cost += *cost;
        if (*cost > here.line_cost) {
            here.line_cost = *cost;
            here.line = *number;
        }
        return nullptr;
    }

    [[nodiscard]] FunctionCost cost_of(std::string_view name, const CachegrindFunction& function, double scale) const {
        const auto place =
            std::ranges::max_element(function.files, {}, [](const auto& each) { return each.second.cost; });
        FunctionCost result;
        result.name = name == "???" ? "[unknown]" : short_name(demangle(name));
        result.raw_name = name == "???" ? "" : name;
        result.file = place->first == "???" ? "" : place->first;
        result.line =
            result.file.empty() ? 0 : static_cast<int>(std::min<std::uint64_t>(place->second.line, 1U << 30U));
        result.self = result.total = static_cast<double>(function.cost) * scale;
        result.self_share = result.total_share = static_cast<double>(function.cost) / static_cast<double>(whole_);
        return result;
    }

    [[nodiscard]] Read<Contents> contents() const {
        const auto [event, unit] = counted_event(events_[index_]);
        Profile profile{.tool = "cachegrind", .event = event, .unit = unit.unit};
        profile.weight = static_cast<double>(whole_) * unit.scale;
        for (const auto& [name, function] : functions_)
            if (function.cost > 0)
                profile.functions.push_back(cost_of(name, function, unit.scale));
        std::ranges::stable_sort(profile.functions, std::ranges::greater{}, &FunctionCost::self);
        Read<Contents> result{.value = {}, .warnings = other_events_warning(events_[index_], events_)};
        result.warnings.emplace_back(
            "cachegrind tells no calls: the total of a function is its own cost; callgrind tells both");
        result.value.command = command_;
        result.value.metrics = instructions_metric(profile);
        result.value.profile = std::move(profile);
        return result;
    }

    Lines lines_;
    std::string_view command_;
    std::vector<std::string_view> events_;
    std::size_t index_ = 0; ///< of the event that is taken
    std::map<std::string_view, CachegrindFunction> functions_;
    CachegrindFunction* function_ = nullptr;
    std::string_view file_ = "???";
    std::uint64_t whole_ = 0;
    std::optional<std::uint64_t> summary_;
};

} // namespace

tl::expected<Read<Contents>, ReadError> read_cachegrind(std::string_view text) { return CachegrindReader(text).read(); }

Recognition recognise_cachegrind(Head head) {
    if (looks_binary(head.text))
        return Recognition::no;
    bool events = false;
    for (Lines lines(whole_lines(head)); lines.next();) {
        const auto line = lines.line();
        if (!events && (line.starts_with("desc:") || line.starts_with("cmd:") || line.starts_with('#') || line.empty()))
            continue;
        if (!events && !line.starts_with("events:"))
            return Recognition::no;
        if (events)
            return line.starts_with("fl=") ? Recognition::yes : Recognition::no;
        if (lines.number() == 1) // callgrind's may begin so
            return Recognition::no;
        events = true;
    }
    return not_yet(head);
}

} // namespace perfeng::tools
