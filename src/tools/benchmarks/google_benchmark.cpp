#include "perfeng/tools/benchmarks/google_benchmark.hpp"

#include "google_runs.hpp"
#include "json_document.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"
#include "text/utc_time.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace perfeng::tools {
namespace {

constexpr std::string_view google_keys[] = {"name",
                                            "family_index",
                                            "per_family_instance_index",
                                            "run_name",
                                            "run_type",
                                            "repetitions",
                                            "repetition_index",
                                            "threads",
                                            "iterations",
                                            "real_time",
                                            "cpu_time",
                                            "time_unit",
                                            "label",
                                            "aggregate_name",
                                            "aggregate_unit",
                                            "error_occurred",
                                            "error_message",
                                            "skipped",
                                            "skip_message",
                                            "big_o",
                                            "rms",
                                            "cpu_coefficient",
                                            "real_coefficient",
                                            "allocs_per_iter",
                                            "max_bytes_used"};

bool is_true(const Json& object, std::string_view key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_boolean() && found->get<bool>();
}

std::string name_of(const Json& entry) {
    auto name = text_at(entry, "run_name");
    return name.empty() ? text_at(entry, "name") : name;
}

void add_google_counters(GoogleRuns& runs, const Json& entry) {
    for (const auto& [key, value] : entry.items())
        if (!value.is_string() && std::ranges::find(google_keys, key) == std::ranges::end(google_keys))
            runs.add_counter(key);
}

void add_entry(GoogleRuns& runs, const Json& entry) {
    const auto name = name_of(entry);
    const auto unit = text_at(entry, "time_unit");
    const auto scale = seconds_in(unit.empty() ? "ns" : unit);
    const auto real = number_at(entry, "real_time");
    const auto cpu = number_at(entry, "cpu_time");
    const bool aggregate = text_at(entry, "run_type") == "aggregate";
    if (is_true(entry, "error_occurred") || is_true(entry, "skipped"))
        return runs.add_error(name, text_at(entry, is_true(entry, "skipped") ? "skip_message" : "error_message"));
    if (!aggregate && (name.empty() || !scale || !real || !cpu))
        return runs.add_unreadable(name.empty() ? "a run without a name" : name);
    GoogleRun run{.name = name,
                  .aggregate = {},
                  .real = real.value_or(0) * scale.value_or(0),
                  .cpu = cpu.value_or(0) * scale.value_or(0),
                  .allocations = number_at(entry, "allocs_per_iter").value_or(-1),
                  .peak_heap = number_at(entry, "max_bytes_used").value_or(-1)};
    if (aggregate) {
        const auto kind = text_at(entry, "aggregate_name");
        run.aggregate = kind.empty() || text_at(entry, "aggregate_unit") == "percentage" ? "other" : kind;
    }
    runs.add(std::move(run));
    add_google_counters(runs, entry);
}

void read_context(const Json& context, Read<Contents>& read) {
    auto& machine = read.value.environment;
    machine.host = text_at(context, "host_name");
    machine.cores = static_cast<int>(std::clamp(number_at(context, "num_cpus").value_or(0), 0.0, 1e6));
    read.value.program = text_at(context, "executable");
    read.value.created = utc_time(text_at(context, "date"));
    if (text_at(context, "library_build_type") == "debug")
        read.warnings.emplace_back("the benchmark library was built for debugging: times may be longer than they are");
    if (is_true(context, "cpu_scaling_enabled"))
        read.warnings.emplace_back("the CPU's frequency was free to change (cpu_scaling_enabled): times may vary");
}

} // namespace

Recognition recognise_google_benchmark(Head head) {
    const auto context = begins_with_tokens(head, {"{", "\"context\"", ":", "{"});
    const auto benchmarks = begins_with_tokens(head, {"{", "\"benchmarks\"", ":", "["});
    if (context == Recognition::no && benchmarks == Recognition::no)
        return Recognition::no;
    for (const std::string_view mark : {"\"context\"", "\"benchmarks\"", "\"real_time\"", "\"cpu_time\""})
        if (head.text.find(mark) == std::string_view::npos)
            return not_yet(head);
    return Recognition::yes;
}

tl::expected<Read<Contents>, ReadError> read_google_benchmark(std::string_view text) {
    const auto document = json_document(text);
    if (!document)
        return tl::unexpected(document.error());
    const auto& entries = array_at(*document, "benchmarks");
    Read<Contents> read;
    GoogleRuns runs;
    for (const auto& entry : entries)
        add_entry(runs, entry);
    if (std::ranges::none_of(entries, [](const Json& entry) { return !text_at(entry, "run_type").empty(); }))
        runs.tell_aggregates_by_name();
    read_context(object_at(*document, "context"), read);
    return runs.into(std::move(read));
}

} // namespace perfeng::tools
