#include "benchmark_figures.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"

#include "perfeng/tools/benchmarks/criterion.hpp"

#include <optional>

namespace perfeng::tools {
namespace {

struct CriterionTime {
    std::string_view name; ///< empty where it stands in a line before
    Interval interval;
    double estimate = 0;
};

/// "1.2301 µs", cut off the front.
std::optional<double> take_time(std::string_view& text) {
    const auto number = figure_of(take_word(text));
    auto unit = take_word(text);
    if (unit.ends_with(']'))
        unit.remove_suffix(1);
    const auto scale = seconds_in(unit);
    return number && scale ? std::optional(*number * *scale) : std::nullopt;
}

/// "sort  time:   [1.2301 µs 1.2350 µs 1.2411 µs]"; the percentages of a change are none.
std::optional<CriterionTime> criterion_time(std::string_view line) {
    constexpr std::string_view mark = "time:";
    const auto at = line.find(mark);
    if (at == std::string_view::npos || (at > 0 && line[at - 1] != ' '))
        return std::nullopt;
    auto rest = trim(line.substr(at + mark.size()));
    if (!skip(rest, "["))
        return std::nullopt;
    const auto lo = take_time(rest);
    const auto estimate = take_time(rest);
    const auto hi = take_time(rest);
    if (!lo || !estimate || !hi || !rest.empty())
        return std::nullopt;
    return CriterionTime{trim(line.substr(0, at)), {*lo, *hi}, *estimate};
}

struct HarnessTime {
    std::string_view name;
    double median = 0;
};

/// "test tests::sort ... bench:       1,374.88 ns/iter (+/- 23.32)"
std::optional<HarnessTime> harness_time(std::string_view line) {
    constexpr std::string_view mark = "... bench:";
    const auto at = line.find(mark);
    if (!line.starts_with("test ") || at == std::string_view::npos || at < 5)
        return std::nullopt;
    auto rest = line.substr(at + mark.size());
    const auto median = figure_of(take_word(rest));
    if (!median || take_word(rest) != "ns/iter")
        return std::nullopt;
    return HarnessTime{trim(line.substr(5, at - 5)), *median * 1e-9};
}

/// A long name stands alone, at the beginning of the line before its time.
bool may_be_name(std::string_view line) {
    return !line.empty() && line.front() != ' ' && !line.starts_with("Benchmarking ");
}

void add_criterion(BenchmarkFigures& figures, const CriterionTime& time, std::string_view name) {
    figures.add_summary(benchmark_metric("wall_time", name), Unit::seconds,
                        {.n = 0,
                         .median = time.estimate,
                         .mean = time.estimate,
                         .stddev = 0,
                         .min = time.estimate,
                         .max = time.estimate,
                         .ci = time.interval});
}

} // namespace

Recognition recognise_cargo_bench(Head head) {
    for (Lines lines(whole_lines(head)); lines.next();)
        if (criterion_time(lines.line()) || harness_time(lines.line()))
            return Recognition::yes;
    return not_yet(head);
}

tl::expected<Read<Contents>, ReadError> read_cargo_bench(std::string_view text) {
    BenchmarkFigures figures;
    bool summaries = false;
    bool spreads = false;
    std::string_view named;
    for (Lines lines(text); lines.next();) {
        const auto line = lines.line();
        if (const auto time = criterion_time(line)) {
            add_criterion(figures, *time, time->name.empty() ? named : time->name);
            summaries = true;
        } else if (const auto harness = harness_time(line)) {
            figures.add_trial(benchmark_metric("wall_time", harness->name), Unit::seconds, harness->median);
            spreads = true;
        } else if (may_be_name(line)) {
            named = line;
        }
    }
    if (figures.empty())
        return refuse(0, "none",
                      "a time that cargo bench prints: 'NAME time: [1 ns 2 ns 3 ns]' or 'test NAME ... bench: "
                      "1 ns/iter'");
    Read<Contents> read;
    if (summaries)
        read.warnings.emplace_back("criterion prints an estimate and its interval, which stand for the median and its "
                                   "interval; target/criterion/NAME/new/sample.json has each trial");
    if (spreads)
        read.warnings.emplace_back("the spreads (+/-) are left out: each line's median is one trial");
    figures.warn(read.warnings);
    read.value.metrics = figures.take();
    return read;
}

} // namespace perfeng::tools
