#include "pages.hpp"

#include "perfeng/model/quantity.hpp"
#include "perfeng/process/program.hpp"

#include <fmt/format.h>

namespace perfeng::report {
namespace {

void tell(Facts& facts, const std::string& label, const Text& value) {
    if (!value.empty())
        facts.push_back({label, value});
}

/// The parts that are known, with commas between.
std::string joined(const std::vector<std::string>& parts) {
    std::vector<std::string> known;
    for (const auto& part : parts)
        if (!part.empty())
            known.push_back(part);
    return fmt::format("{}", fmt::join(known, ", "));
}

std::string when(bool condition, const std::string& text) { return condition ? text : std::string(); }

std::string conditions_of(const Workload& workload) {
    std::vector<std::string> parts{when(!workload.stdin_path.empty(), "input from " + workload.stdin_path)};
    if (workload.input_size)
        parts.push_back("input size " + count(*workload.input_size));
    for (const auto& [variable, value] : workload.env)
        parts.push_back(variable + "=" + value);
    parts.push_back(when(!workload.prepare.empty(), "prepared by " + workload.prepare));
    parts.push_back(when(!workload.cpus.empty(), fmt::format("on processors {}", fmt::join(workload.cpus, " "))));
    parts.push_back(when(workload.ignore_failure, "failures ignored"));
    return joined(parts);
}

void tell_command(Facts& facts, const Workload& workload) {
    const auto run = code(process::join_words(workload.argv));
    if (workload.typed.empty() || workload.typed == workload.argv)
        return tell(facts, "command", run);
    tell(facts, "command", code(process::join_words(workload.typed)));
    tell(facts, "which runs", run);
}

Text program_of(const Executable& executable) {
    if (executable.path.empty())
        return {};
    const auto digest = when(!executable.sha256.empty(), "sha256 " + short_digest(executable.sha256));
    return code(executable.path) +
           (", " + joined({bytes(static_cast<double>(executable.file_size)), executable.format, digest}));
}

std::string build_of(const Executable& executable) {
    const bool binary = !executable.format.empty();
    return joined({executable.build, when(binary, executable.debug_info ? "debug information" : "no debug information"),
                   when(executable.stripped, "stripped: functions can't be named"),
                   when(executable.static_linked, "statically linked")});
}

std::string sections_of(const Executable& executable) {
    if (!executable.sections)
        return {};
    const auto& [text, data, bss, debug] = *executable.sections;
    return fmt::format("text {}, data {}, bss {}, debug {}", bytes(static_cast<double>(text)),
                       bytes(static_cast<double>(data)), bytes(static_cast<double>(bss)),
                       bytes(static_cast<double>(debug)));
}

std::string machine_of(const Environment& machine) {
    const bool virtual_machine = !machine.virtualisation.empty() && machine.virtualisation != "none";
    return joined(
        {machine.host, machine.cpu_model,
         when(machine.cores > 0, counted(static_cast<std::uint64_t>(machine.cores), "processor")),
         when(machine.memory > 0, bytes(static_cast<double>(machine.memory))),
         when(virtual_machine, "in " + machine.virtualisation),
         when(!machine.governor.empty(), "governor " + machine.governor),
         when(machine.load != decltype(machine.load){}, fmt::format("load {:.2f}", fmt::join(machine.load, " ")))});
}

std::string system_of(const Environment& machine) {
    return joined({machine.os, machine.kernel, machine.architecture, machine.libc});
}

std::string tools_of(const Environment& environment) {
    std::vector<std::string> tools;
    for (const auto& [name, version] : environment.tools)
        tools.push_back(name + " " + version);
    return joined(tools);
}

std::string commit_of(const Environment& environment) {
    return environment.git_commit.empty()
               ? std::string()
               : environment.git_commit.substr(0, 12) + (environment.git_dirty ? ", with uncommitted changes" : "");
}

Text output_of(const OutputRecord& output) {
    if (!output.deterministic)
        return "differs from trial to trial: it can't be compared";
    return output.digest.empty() ? Text() : Text("the same in every trial, sha256 " + short_digest(output.digest));
}

Section header_of(const Measurement& measurement) {
    const auto& workload = measurement.workload;
    Facts facts;
    tell(facts, "id", code(measurement.id));
    tell_command(facts, workload);
    tell(facts, "directory", code(workload.cwd));
    tell(facts, "workload", conditions_of(workload));
    tell(facts, "program", program_of(measurement.executable));
    tell(facts, "build", build_of(measurement.executable));
    tell(facts, "sections", sections_of(measurement.executable));
    tell(facts, "machine", machine_of(measurement.environment));
    tell(facts, "system", system_of(measurement.environment));
    tell(facts, "tools", tools_of(measurement.environment));
    tell(facts, "commit", commit_of(measurement.environment));
    tell(facts, "output", output_of(measurement.output));
    tell(facts, measurement.imported.empty() ? "measured" : "imported", measurement.created);
    if (measurement.paired)
        tell(facts, "in pairs", Text("with the baseline ") + code(short_id(measurement.paired->id)) + " side by side");
    if (measurement.timer == "time")
        tell(facts, "timed by", "the system's time command");
    if (!measurement.complete)
        tell(facts, "stopped", Text("before the end: what was finished is told here", Mark::bad));
    return {"", {{"", std::move(facts), false}}};
}

/// What each file was taken for, so that a wrong guess is seen.
Section imported_section(const Measurement& measurement) {
    Table table{.columns = {{"file"}, {"taken for"}, {"holds"}}};
    List warnings;
    for (const auto& file : measurement.imported) {
        table.rows.push_back({code(file.path), code(file.format), file.holds});
        for (const auto& warning : file.warnings)
            warnings.push_back({code(file.path) + ": " + Text(warning), {}});
    }
    Section section{"Imported", {}};
    if (!table.rows.empty())
        section.blocks.push_back({"", std::move(table), false});
    if (!warnings.empty())
        section.blocks.push_back({"What to know of these files", std::move(warnings), false});
    return section;
}

Section next_after_import(const Measurement& measurement) {
    List steps;
    if (measurement.profile)
        steps.push_back({Text("see where the time goes: ") +
                             code("perfeng bottleneck " + reference_of(measurement.name, measurement.id)),
                         {}});
    if (measurement.role == Role::baseline)
        steps.push_back(
            {Text("after a change import its files: ") + code("perfeng import --role candidate FILE..."), {}});
    steps.push_back({Text("judge the change: ") + code("perfeng compare"), {}});
    return {"Next", {{"", std::move(steps), false}}};
}

Section next_after(const Measurement& measurement, bool bottleneck_told) {
    const auto reference = reference_of(measurement.name, measurement.id);
    List steps;
    if (measurement.role == Role::candidate) {
        steps.push_back({Text("judge the change: ") + code("perfeng compare"), {}});
    } else {
        if (measurement.profile && !bottleneck_told)
            steps.push_back({Text("see why it takes that long: ") + code("perfeng bottleneck " + reference), {}});
        steps.push_back({"change the program and build it", {}});
        steps.push_back({Text("measure it against this baseline: ") + code("perfeng remeasure"), {}});
        steps.push_back({Text("judge the change: ") + code("perfeng compare"), {}});
    }
    return {"Next", {{"", std::move(steps), false}}};
}

Text titled(const std::string& kind, const Measurement& measurement) {
    return kind + (measurement.name.empty() ? " " + short_id(measurement.id) : " '" + measurement.name + "'");
}

void add_advice(Page& page, const Measurement& measurement, const Style& style) {
    add(page, doubts_section(measurement)); // what weakens the rest comes first
    for (auto& section : advice_sections(measurement, style))
        add(page, std::move(section));
    add(page, not_measured_section(measurement.not_measured));
}

} // namespace

Page measurement_page(const Measurement& measurement, const Style& style) {
    const bool baseline = measurement.role == Role::baseline;
    Page page{titled(baseline ? "Baseline" : "Candidate", measurement), {header_of(measurement)}};
    add(page, imported_section(measurement));
    add(page, metrics_section(measurement));
    add(page, bottlenecks_section(measurement, style));
    add(page, memory_section(measurement, style));
    add(page, leaks_section(measurement, style));
    add(page, build_section(measurement));
    add(page, outcomes_section(measurement));
    add_advice(page, measurement, style);
    add(page, measurement.imported.empty() ? next_after(measurement, false) : next_after_import(measurement));
    return page;
}

Page bottleneck_page(const Measurement& measurement, const Style& style) {
    Facts facts;
    tell(facts, "id", code(measurement.id));
    tell_command(facts, measurement.workload);
    tell(facts, "build", build_of(measurement.executable));
    tell(facts, "measured", measurement.created);
    Page page{titled("Bottlenecks of", measurement), {{"", {{"", std::move(facts), false}}}}};
    add(page, bottlenecks_section(measurement, style));
    add(page, memory_section(measurement, style));
    add(page, leaks_section(measurement, style));
    add(page, build_section(measurement));
    add_advice(page, measurement, style);
    add(page, next_after(measurement, true));
    return page;
}

} // namespace perfeng::report
