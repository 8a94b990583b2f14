#include "workload_settings.hpp"

#include "config.hpp"
#include "measuring_options.hpp"
#include "size_settings.hpp"

#include "perfeng/process/program.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

namespace perfeng::cli {
namespace {

std::string directory_of(const Record& record) {
    const auto cwd = record.word("cwd");
    const std::filesystem::path directory = cwd.empty() ? record.directory : cwd;
    if (!std::filesystem::is_directory(directory))
        throw Error("cannot run in " + directory.string() + ": no such directory",
                    "mend 'cwd', which counts from the file's directory");
    return std::filesystem::canonical(directory).string();
}

/// The size and the path of "500=data/500.csv".
pipeline::ScaleInput listed_input(const std::string& word) {
    const auto equals = word.find('=');
    return {analysis::parse_sizes(word.substr(0, equals)).front(), word.substr(equals + 1)};
}

void read_sizes(const Record& record, ConfiguredWorkload& configured) {
    std::vector<pipeline::ScaleInput> listed;
    for (const auto& word : record.words("inputs"))
        listed.push_back(listed_input(word));
    std::ranges::sort(listed, {}, &pipeline::ScaleInput::size);
    if (std::ranges::adjacent_find(listed, {}, &pipeline::ScaleInput::size) != listed.end())
        throw Error("two inputs of one size", "leave one of them out of 'inputs'");
    const auto sizes = record.word("sizes");
    configured.inputs = sizes.empty() ? std::move(listed) : inputs_at(analysis::parse_sizes(sizes), listed);
}

void check_sizes(const ConfiguredWorkload& configured) {
    const bool placeholder = pipeline::has_placeholder(configured.workload);
    if (placeholder && configured.inputs.empty())
        throw Error("{size} or {input} stands in '" + configured.name + "', and there are no sizes",
                    R"(add sizes = "500,1000,...,16000", or inputs = { 500 = "data/500.csv" } for {input})");
    if (!placeholder && !configured.inputs.empty())
        throw Error("every size of '" + configured.name +
                        "' would run the same: neither {size} nor {input} stands in it",
                    "write one of them in command, prepare, stdin, env or outputs; or leave out sizes and inputs");
    require_inputs(configured.workload, configured.inputs, R"(add it, as in inputs = { 500 = "data/500.csv" })");
}

Workload read_workload(const Record& record) {
    Workload workload;
    workload.argv = record.words("command");
    if (workload.argv.empty() || workload.argv.front().empty())
        throw Error("a workload without a command", R"(add one, as in command = "./app input.csv")");
    workload.cwd = directory_of(record);
    for (const auto& word : record.words("env"))
        workload.env[word.substr(0, word.find('='))] = word.substr(word.find('=') + 1);
    workload.stdin_path = record.word("stdin");
    if (const auto size = record.word("input_size"); !size.empty())
        workload.input_size = analysis::parse_sizes(size).front();
    workload.outputs = record.words("outputs");
    workload.prepare = record.word("prepare");
    if (const auto timeout = record.word("timeout"); !timeout.empty())
        workload.timeout = read_seconds(timeout, "'timeout'");
    workload.ignore_failure = record.word("ignore_failure") == "true";
    return workload;
}

void read_limits(const Record& record, ConfiguredWorkload& configured) {
    for (const auto& word : record.words("thresholds"))
        configured.thresholds.push_back(analysis::parse_threshold(word));
    for (const auto& word : record.words("budgets"))
        configured.budgets.push_back(analysis::parse_budget(word));
}

ConfiguredWorkload configured_workload(const Record& record) {
    ConfiguredWorkload configured;
    configured.origin = record.origin;
    configured.name = record.word("name");
    if (configured.name.empty())
        throw Error("a workload without a name", R"(add one, as in name = "convert")");
    configured.build = record.word("build");
    configured.workload = read_workload(record);
    read_sizes(record, configured);
    check_sizes(configured);
    configured.passes = record.word("passes");
    (void)read_passes(configured.passes);
    configured.counter = record.word("counter");
    if (!configured.counter.empty() && configured.counter != "instructions")
        throw Error("unknown counter '" + configured.counter + "'",
                    R"(write counter = "instructions", or leave it out)");
    configured.watch = record.words("watch");
    read_limits(record, configured);
    return configured;
}

} // namespace

std::vector<ConfiguredWorkload> configured_workloads(const Session& session) {
    std::vector<ConfiguredWorkload> all;
    for (const auto& record : configured_records("workloads", session.options().config)) {
        auto configured = naming(record.origin, [&] { return configured_workload(record); });
        const auto twin = std::ranges::find(all, configured.name, &ConfiguredWorkload::name);
        if (twin != all.end())
            throw Error(record.origin + ": the name '" + configured.name + "' stands at " + twin->origin + " already",
                        "give each workload a name of its own");
        all.push_back(std::move(configured));
    }
    return all;
}

const ConfiguredWorkload& workload_named(const std::vector<ConfiguredWorkload>& all, const std::string& name) {
    std::vector<std::string> known;
    for (const auto& workload : all) {
        if (workload.name == name)
            return workload;
        known.push_back(workload.name);
    }
    const auto near = process::nearest_word(name, known);
    throw Error("there is no workload '" + name + "'",
                (near ? "did you mean '" + *near + "'? " : "") +
                    (known.empty() ? "list it under [[workloads]]: docs/configuration.md"
                                   : fmt::format("workloads: {}", fmt::join(known, ", "))));
}

} // namespace perfeng::cli
