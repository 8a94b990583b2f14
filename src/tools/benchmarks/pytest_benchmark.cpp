#include "perfeng/tools/benchmarks/pytest_benchmark.hpp"

#include "benchmark_figures.hpp"
#include "json_document.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"
#include "text/utc_time.hpp"

#include <algorithm>
#include <set>

namespace perfeng::tools {
namespace {

bool names_are_unique(const Json& benchmarks) {
    std::set<std::string> names;
    return std::ranges::all_of(benchmarks,
                               [&](const Json& benchmark) { return names.insert(text_at(benchmark, "name")).second; });
}

std::optional<Summary> rounds_of(const Json& stats) {
    const auto rounds = number_at(stats, "rounds");
    const auto median = number_at(stats, "median");
    const auto mean = number_at(stats, "mean");
    const auto min = number_at(stats, "min");
    const auto max = number_at(stats, "max");
    if (!rounds || *rounds < 1 || !median || !mean || !min || !max)
        return std::nullopt;
    return Summary{.n = static_cast<std::size_t>(std::min(*rounds, 1e15)),
                   .median = *median,
                   .mean = *mean,
                   .stddev = number_at(stats, "stddev").value_or(0),
                   .min = *min,
                   .max = *max,
                   .ci = {}};
}

/// Whether it told any time.
bool add_benchmark(BenchmarkFigures& figures, const std::string& metric, const Json& stats) {
    bool trials = false;
    for (const auto& value : array_at(stats, "data"))
        if (value.is_number()) {
            figures.add_trial(metric, Unit::seconds, value.get<double>());
            trials = true;
        }
    if (trials)
        return true;
    const auto summary = rounds_of(stats);
    if (summary)
        figures.add_summary(metric, Unit::seconds, *summary);
    return summary.has_value();
}

Environment machine_of(const Json& document) {
    const auto& info = object_at(document, "machine_info");
    const auto& cpu = object_at(info, "cpu");
    const auto& commit = object_at(document, "commit_info");
    Environment machine;
    machine.host = text_at(info, "node");
    machine.os = text_at(info, "system");
    machine.kernel = text_at(info, "release");
    machine.architecture = text_at(info, "machine");
    machine.cpu_model = text_at(cpu, "brand_raw");
    if (machine.cpu_model.empty())
        machine.cpu_model = text_at(cpu, "brand");
    machine.cores = static_cast<int>(std::clamp(number_at(cpu, "count").value_or(0), 0.0, 1e6));
    if (const auto id = text_at(commit, "id"); id != "unversioned" && id != "unknown")
        machine.git_commit = id;
    machine.git_dirty = commit.value("dirty", Json()) == true;
    return machine;
}

} // namespace

Recognition recognise_pytest_benchmark(Head head) {
    if (begins_with_tokens(head, {"{", "\"machine_info\"", ":"}) == Recognition::no &&
        begins_with_tokens(head, {"{", "\"benchmarks\"", ":", "["}) == Recognition::no)
        return Recognition::no;
    for (const std::string_view mark : {"\"machine_info\"", "\"commit_info\"", "\"python_version\""})
        if (head.text.find(mark) == std::string_view::npos)
            return not_yet(head);
    return Recognition::yes;
}

tl::expected<Read<Contents>, ReadError> read_pytest_benchmark(std::string_view text) {
    const auto document = json_document(text);
    if (!document)
        return tl::unexpected(document.error());
    const auto& benchmarks = array_at(*document, "benchmarks");
    const std::string_view name = names_are_unique(benchmarks) ? "name" : "fullname";
    Read<Contents> read;
    BenchmarkFigures figures;
    std::uint64_t timeless = 0;
    for (const auto& benchmark : benchmarks)
        if (!add_benchmark(figures, benchmark_metric("wall_time", text_at(benchmark, name)),
                           object_at(benchmark, "stats")))
            ++timeless;
    if (figures.empty())
        return refuse(0, benchmarks.empty() ? "no benchmark" : "no time", "benchmarks of pytest-benchmark, with stats");
    if (timeless > 0)
        read.warnings.push_back(amount_of(timeless, "benchmark") + " left out: without a time");
    figures.warn(read.warnings);
    read.value.metrics = figures.take();
    read.value.created = utc_time(text_at(*document, "datetime"), true);
    read.value.environment = machine_of(*document);
    return read;
}

} // namespace perfeng::tools
