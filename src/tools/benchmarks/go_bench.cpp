#include "perfeng/tools/benchmarks/go_bench.hpp"

#include "benchmark_figures.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cctype>
#include <optional>
#include <ranges>
#include <set>

namespace perfeng::tools {
namespace {

/// A benchmark's name is "Benchmark" and anything but a small letter.
bool is_go_benchmark(std::string_view word) {
    return skip(word, "Benchmark") && (word.empty() || std::islower(static_cast<unsigned char>(word.front())) == 0);
}

/// "17674   121.5 ns/op": the number of iterations, then pairs of figure and unit.
bool are_go_figures(std::string_view text) {
    return whole_number(take_word(text)) && figure_of(take_word(text)) &&
           take_word(text).find('/') != std::string_view::npos;
}

bool is_go_result(std::string_view line) { return is_go_benchmark(take_word(line)) && are_go_figures(line); }

struct GoMetric {
    std::string_view unit;
    std::string_view name;
    Unit model_unit;
    double scale;
};
constexpr GoMetric go_metrics[] = {{"ns/op", "wall_time", Unit::seconds, 1e-9},
                                   {"B/op", "allocated_bytes", Unit::bytes, 1},
                                   {"allocs/op", "allocations", Unit::count, 1}};

class GoBenchReader {
public:
    tl::expected<Read<Contents>, ReadError> read(std::string_view text) {
        several_packages_ = count_packages(text) > 1;
        for (Lines lines(text); lines.next();)
            read_line(lines.line());
        if (figures_.empty())
            return refuse(0, "none", "a result of go test -bench: BenchmarkName 1000 12.5 ns/op");
        warn();
        figures_.warn(read_.warnings);
        read_.value.metrics = figures_.take();
        return std::move(read_);
    }

private:
    static std::size_t count_packages(std::string_view text) {
        std::set<std::string_view> packages;
        for (Lines lines(text); lines.next();)
            if (auto line = lines.line(); skip(line, "pkg: "))
                packages.insert(trim(line));
        return packages.size();
    }

    void read_line(std::string_view line) {
        auto rest = line;
        const auto word = take_word(rest);
        if (is_go_benchmark(word) && are_go_figures(rest)) {
            read_figures(word, rest);
            torn_ = {};
        } else if (is_go_benchmark(word)) {
            torn_ = word;
            if (!rest.empty()) // what the program printed follows in the line
                ++passed_over_;
        } else if (!torn_.empty() && are_go_figures(line)) {
            read_figures(torn_, line);
            torn_ = {};
        } else {
            read_heading(line);
        }
    }

    void read_heading(std::string_view line) {
        auto& contents = read_.value;
        if (skip(line, "pkg: ")) {
            package_ = trim(line);
            contents.program = several_packages_ ? std::string() : std::string(package_);
        } else if (skip(line, "goarch: ")) {
            contents.environment.architecture = trim(line);
        } else if (skip(line, "goos: ")) {
            contents.environment.os = trim(line);
        } else if (skip(line, "cpu: ")) {
            contents.environment.cpu_model = trim(line);
        } else if (skip(line, "--- FAIL: ") || skip(line, "FAIL\t")) {
            failed_.insert(take_word(line));
        } else if (!is_end(line)) {
            ++passed_over_;
        }
    }

    static bool is_end(std::string_view line) {
        return line.empty() || line == "PASS" || line == "FAIL" || line.starts_with("ok  \t") ||
               line.starts_with("?   \t") || line.starts_with("exit status ");
    }

    void read_figures(std::string_view name, std::string_view figures) {
        const auto full = several_packages_ ? fmt::format("{}.{}", package_, name) : std::string(name);
        take_word(figures);
        while (!figures.empty()) {
            const auto figure = figure_of(take_word(figures));
            const auto unit = take_word(figures);
            const auto* const known = std::ranges::find(go_metrics, unit, &GoMetric::unit);
            if (figure && known != std::ranges::end(go_metrics))
                figures_.add_trial(benchmark_metric(known->name, full), known->model_unit, *figure * known->scale);
            else
                units_.insert(unit);
        }
    }

    void warn() {
        constexpr std::size_t shown = 8;
        if (!failed_.empty())
            read_.warnings.push_back(fmt::format("failed, and have fewer trials or none: {}",
                                                 fmt::join(failed_ | std::views::take(shown), ", ")));
        if (!units_.empty())
            read_.warnings.push_back(fmt::format("{} left out: {}", amount_of(units_.size(), "other unit"),
                                                 fmt::join(units_ | std::views::take(shown), ", ")));
        if (passed_over_ > 0)
            read_.warnings.push_back(amount_of(passed_over_, "line") +
                                     " passed over: logs, or what the program printed");
    }

    Read<Contents> read_;
    BenchmarkFigures figures_;
    bool several_packages_ = false;
    std::string_view package_;
    std::string_view torn_;
    std::set<std::string_view> failed_;
    std::set<std::string_view> units_;
    std::uint64_t passed_over_ = 0;
};

} // namespace

Recognition recognise_go_bench(Head head) {
    for (Lines lines(whole_lines(head)); lines.next();)
        if (is_go_result(lines.line()) && lines.line().find(" ns/op") != std::string_view::npos)
            return Recognition::yes;
    return not_yet(head);
}

tl::expected<Read<Contents>, ReadError> read_go_bench(std::string_view text) { return GoBenchReader().read(text); }

} // namespace perfeng::tools
