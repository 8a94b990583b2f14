#include "perfeng/tools/benchmarks/hyperfine.hpp"

#include "benchmark_figures.hpp"
#include "json_document.hpp"
#include "text/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace perfeng::tools {
namespace {

constexpr std::string_view hyperfine_result = "results of hyperfine --export-json, with a command and its times";

/// "n=1000,size=small", in the order of the names.
std::string parameters_of(const Json& result) {
    std::string name;
    for (const auto& [key, value] : object_at(result, "parameters").items())
        name += fmt::format("{}{}={}", name.empty() ? "" : ",", key,
                            value.is_string() ? value.get<std::string>()
                                              : value.dump(-1, ' ', false, Json::error_handler_t::replace));
    return name;
}

/// What tells the results apart: parameters, else commands; nothing where there is but one.
std::vector<std::string> names_of(const Json& results) {
    std::vector<std::string> names;
    for (const auto& result : results)
        names.push_back(results.size() > 1 ? parameters_of(result) : "");
    const std::set<std::string> different(names.begin(), names.end());
    if (names.size() == 1 || (different.size() == names.size() && !different.contains("")))
        return names;
    std::ranges::transform(results, names.begin(), [](const Json& result) { return text_at(result, "command"); });
    return names;
}

void add_all(BenchmarkFigures& figures, const std::string& metric, Unit unit, const Json& values) {
    for (const auto& value : values)
        if (value.is_number())
            figures.add_trial(metric, unit, value.get<double>());
}

void add_times(BenchmarkFigures& figures, const std::string& metric, const Json& result) {
    if (const auto& times = array_at(result, "times"); !times.empty())
        return add_all(figures, metric, Unit::seconds, times);
    const auto mean = number_at(result, "mean");
    const auto median = number_at(result, "median");
    const auto min = number_at(result, "min");
    const auto max = number_at(result, "max");
    if (mean && median && min && max)
        figures.add_summary(metric, Unit::seconds,
                            {.n = array_at(result, "exit_codes").size(),
                             .median = *median,
                             .mean = *mean,
                             .stddev = number_at(result, "stddev").value_or(0),
                             .min = *min,
                             .max = *max,
                             .ci = {}});
}

void warn_of_failures(const Json& result, std::vector<std::string>& warnings) {
    const auto& codes = array_at(result, "exit_codes");
    const auto failed = std::ranges::count_if(codes, [](const Json& code) { return code != 0; });
    if (failed > 0)
        warnings.push_back(fmt::format("'{}' failed in {} of {} runs; their times are among the trials",
                                       text_at(result, "command"), failed, codes.size()));
}

} // namespace

Recognition recognise_hyperfine(Head head) {
    return begins_with_tokens(head, {"{", "\"results\"", ":", "[", "{", "\"command\"", ":"});
}

tl::expected<Read<Contents>, ReadError> read_hyperfine(std::string_view text) {
    const auto document = json_document(text);
    if (!document)
        return tl::unexpected(document.error());
    const auto& results = array_at(*document, "results");
    const auto names = names_of(results);
    Read<Contents> read;
    BenchmarkFigures figures;
    bool means = false;
    for (std::size_t i = 0; i < results.size(); ++i) {
        add_times(figures, benchmark_metric("wall_time", names[i]), results[i]);
        for (const std::string_view memory : {"memory_usage_byte", "memory_usage_bytes"})
            add_all(figures, benchmark_metric("peak_rss", names[i]), Unit::bytes, array_at(results[i], memory));
        means = means || number_at(results[i], "user");
        warn_of_failures(results[i], read.warnings);
    }
    if (figures.empty())
        return refuse(0, results.empty() ? "no result" : "no time", hyperfine_result);
    if (means)
        read.warnings.emplace_back(
            "user and system time are left out: hyperfine tells their means, but no single trial");
    figures.warn(read.warnings);
    read.value.metrics = figures.take();
    if (results.size() == 1)
        read.value.command = text_at(results[0], "command");
    return read;
}

} // namespace perfeng::tools
