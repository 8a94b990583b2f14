#include "perfeng/tools/benchmarks/criterion.hpp"

#include "benchmark_figures.hpp"
#include "json_document.hpp"
#include "text/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace perfeng::tools {
namespace {

constexpr std::string_view nameless = "wall_time[criterion]";
constexpr double criterion_unit = 1e-9;

Read<Contents> contents_of(BenchmarkFigures& figures) {
    Read<Contents> read;
    figures.warn(read.warnings);
    read.value.metrics = figures.take();
    return read;
}

/// Before 0.4 the keys were "Median", "StdDev".
const Json& estimate_at(const Json& estimates, std::string_view key, std::string_view old_key) {
    const auto& found = object_at(estimates, key);
    return found.empty() ? object_at(estimates, old_key) : found;
}

std::optional<Interval> interval_of(const Json& estimate) {
    const auto& interval = object_at(estimate, "confidence_interval");
    const auto lo = number_at(interval, "lower_bound");
    const auto hi = number_at(interval, "upper_bound");
    if (!lo || !hi || number_at(interval, "confidence_level") != 0.95)
        return std::nullopt;
    return Interval{*lo * criterion_unit, *hi * criterion_unit};
}

} // namespace

Recognition recognise_criterion_sample(Head head) {
    const auto modern = begins_with_tokens(head, {"{", "\"sampling_mode\"", ":"});
    return modern == Recognition::no ? begins_with_tokens(head, {"{", "\"iters\"", ":", "["}) : modern;
}

Recognition recognise_criterion_estimates(Head head) {
    const auto modern = begins_with_tokens(
        head, {"{", "\"mean\"", ":", "{", "\"confidence_interval\"", ":", "{", "\"confidence_level\""});
    return modern == Recognition::no ? begins_with_tokens(head, {"{", "\"Mean\"", ":", "{", "\"confidence_interval\"",
                                                                 ":", "{", "\"confidence_level\""})
                                     : modern;
}

Recognition recognise_criterion_benchmark(Head head) { return begins_with_tokens(head, {"{", "\"group_id\"", ":"}); }

tl::expected<Read<Contents>, ReadError> read_criterion_sample(std::string_view text) {
    const auto document = json_document(text);
    if (!document)
        return tl::unexpected(document.error());
    const auto& iterations = array_at(*document, "iters");
    const auto& times = array_at(*document, "times");
    if (times.empty() || iterations.size() != times.size())
        return refuse(0, fmt::format("{} times of {} iters", times.size(), iterations.size()),
                      "as many times as iters, in sample.json of criterion");
    BenchmarkFigures figures;
    for (std::size_t i = 0; i < times.size(); ++i)
        if (times[i].is_number() && iterations[i].is_number())
            figures.add_trial(std::string(nameless), Unit::seconds,
                              times[i].get<double>() / iterations[i].get<double>() * criterion_unit);
    if (figures.empty())
        return refuse(0, "no number", "times and iters in sample.json of criterion");
    return contents_of(figures);
}

tl::expected<Read<Contents>, ReadError> read_criterion_estimates(std::string_view text) {
    const auto document = json_document(text);
    if (!document)
        return tl::unexpected(document.error());
    const auto& middle = estimate_at(*document, "median", "Median");
    const auto median = number_at(middle, "point_estimate");
    const auto mean = number_at(estimate_at(*document, "mean", "Mean"), "point_estimate");
    const auto deviation = number_at(estimate_at(*document, "std_dev", "StdDev"), "point_estimate");
    if (median && mean && !deviation)
        return refuse(0, "relative changes", "times: of criterion's files, give new/estimates.json or new/sample.json");
    if (!median || !mean || !deviation)
        return refuse(0, "no median", "mean, median and std_dev of criterion");
    const auto value = *median * criterion_unit;
    BenchmarkFigures figures;
    figures.add_summary(std::string(nameless), Unit::seconds,
                        {.n = 0,
                         .median = value,
                         .mean = *mean * criterion_unit,
                         .stddev = *deviation * criterion_unit,
                         .min = value,
                         .max = value,
                         .ci = interval_of(middle)});
    if (figures.empty())
        return refuse(0, "a negative time", "times in estimates.json of criterion");
    auto read = contents_of(figures);
    read.warnings.emplace_back("it has a summary without trials; sample.json beside it has each trial");
    return read;
}

tl::expected<Read<Contents>, ReadError> read_criterion_benchmark(std::string_view text) {
    const auto document = json_document(text);
    if (!document)
        return tl::unexpected(document.error());
    Read<Contents> read;
    read.value.program = text_at(*document, "full_id");
    if (read.value.program.empty())
        return refuse(0, "no full_id", "the name of a benchmark of criterion");
    read.warnings.emplace_back("it has the benchmark's name alone; sample.json beside it has the times");
    return read;
}

void name_criterion(Contents& contents, std::string_view absolute_path) {
    constexpr std::string_view directory = "/criterion/";
    std::string path(absolute_path);
    std::ranges::replace(path, '\\', '/');
    const auto root = path.rfind(directory);
    const auto saved = path.rfind('/', path.rfind('/') - 1); // before "new" or the name of a saved baseline
    const auto first = root + directory.size();
    if (root == std::string::npos || saved == std::string::npos || saved <= first)
        return;
    for (auto& metric : contents.metrics)
        if (metric.name == nameless)
            metric.name = benchmark_metric("wall_time", std::string_view(path).substr(first, saved - first));
}

} // namespace perfeng::tools
