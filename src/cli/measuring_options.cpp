#include "measuring_options.hpp"

#include "perfeng/measure/memory.hpp"
#include "perfeng/process/program.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <utility>

namespace perfeng::cli {
namespace {

std::vector<std::string> split(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::size_t from = 0;
    while (from <= text.size()) {
        const auto to = std::min(text.find(separator, from), text.size());
        if (to > from)
            parts.push_back(text.substr(from, to - from));
        from = to + 1;
    }
    return parts;
}

/// "0,2-4" as 0 2 3 4.
std::vector<int> read_cpus(const std::string& text) {
    std::vector<int> cpus;
    for (const auto& part : split(text, ',')) {
        int first = 0;
        int last = 0;
        const auto dash = part.find('-');
        const auto* const end = part.data() + part.size();
        const auto* const middle = part.data() + std::min(dash, part.size());
        bool good = std::from_chars(part.data(), middle, first).ptr == middle && middle != part.data();
        last = first;
        if (good && dash != std::string::npos)
            good = std::from_chars(middle + 1, end, last).ptr == end && last >= first;
        if (!good || last > 4095)
            throw Error("cannot read the processors '" + text + "'", "write them as in --cpu 0,2-3");
        for (int cpu = first; cpu <= last; cpu++)
            cpus.push_back(cpu);
    }
    return cpus;
}

std::map<std::string, std::string> read_env(const std::vector<std::string>& settings) {
    std::map<std::string, std::string> env;
    for (const auto& setting : settings) {
        const auto equals = setting.find('=');
        if (equals == 0 || equals == std::string::npos)
            throw Error("cannot read --env '" + setting + "'", "write it as NAME=VALUE");
        env[setting.substr(0, equals)] = setting.substr(equals + 1);
    }
    return env;
}

std::string working_directory(const std::string& wanted) {
    namespace fs = std::filesystem;
    if (wanted.empty())
        return fs::current_path().string();
    if (!fs::is_directory(wanted))
        throw Error("cannot run in " + wanted + ": no such directory", "check --cwd");
    return fs::canonical(wanted).string();
}

std::optional<double> optional_seconds(const std::string& text, const std::string& option) {
    return text.empty() ? std::nullopt : std::optional(read_seconds(text, option));
}

bool in_ci() {
    const char* const ci = std::getenv("CI");
    return ci != nullptr && *ci != '\0' && std::string_view(ci) != "false";
}

} // namespace

std::vector<std::string> read_list(const std::string& text) { return split(text, ','); }

std::set<pipeline::Pass> read_passes(const std::string& text) {
    static const std::vector<std::pair<std::string, pipeline::Pass>> known{{"cpu", pipeline::Pass::cpu},
                                                                           {"alloc", pipeline::Pass::alloc},
                                                                           {"leaks", pipeline::Pass::leaks},
                                                                           {"size", pipeline::Pass::size}};
    std::set<pipeline::Pass> passes;
    for (const auto& name : split(text, ',')) {
        if (name == "none")
            continue;
        const auto found = std::ranges::find(known, name, [](const auto& entry) { return entry.first; });
        if (found == known.end()) {
            const auto near = process::nearest_word(name, {"cpu", "alloc", "leaks", "size", "none"});
            throw Error("unknown pass '" + name + "'", (near ? "did you mean '" + *near + "'? " : "") +
                                                           std::string("passes: cpu, alloc, leaks, size, none"));
        }
        passes.insert(found->second);
    }
    return passes;
}

double read_seconds(const std::string& text, const std::string& option) {
    static constexpr std::array<std::pair<std::string_view, double>, 6> units{
        {{"", 1}, {"s", 1}, {"ms", 1e-3}, {"m", 60}, {"min", 60}, {"h", 3600}}};
    char* end = nullptr;
    const double number = std::strtod(text.c_str(), &end); // libc++ has no std::from_chars for double before 20
    const std::string_view unit = end;
    const auto* const found = std::ranges::find(units, unit, [](const auto& entry) { return entry.first; });
    if (end == text.c_str() || found == units.end() || !(number > 0))
        throw Error("cannot read the time '" + text + "' of " + option, "write it as 10s, 300ms, 2m or 1h");
    return number * found->second;
}

void MeasuringOptions::add_workload_to(CLI::App& app) {
    app.add_option("--output", outputs_, "A file that the workload writes and that is to be compared (repeatable)")
        ->type_name("FILE");
    app.add_option("--timeout", timeout_, "The most that one trial may take, as in 30s")->type_name("TIME");
    app.add_option("--stdin", stdin_, "The workload's standard input")->type_name("FILE");
    app.add_option("--env", env_, "An environment variable of the workload (repeatable)")->type_name("K=V");
    app.add_option("--cwd", cwd_, "The workload's working directory")->type_name("DIR");
    app.add_option("--prepare", prepare_, "A shell command before each trial, not timed")->type_name("CMD");
    app.add_flag("--ignore-failure", ignore_failure_, "Accept a failing exit status of the workload");
    app.add_option("--cpu", cpus_, "Processors to pin the workload to, as in 0,2-3")->type_name("LIST");
    app.add_option("--timer", timer_, "perfeng, or time for /usr/bin/time")
        ->check(CLI::IsMember({"perfeng", "time"}))
        ->capture_default_str();
}

void MeasuringOptions::add_to(CLI::App& app) {
    app.add_option("--name", name_, "A name to refer to this measurement by");
    app.add_option("--input-size", input_size_, "The size of the input, in a unit of your own")->type_name("N");
    app.add_option("--passes", passes, "What to measure beside the trials: cpu, alloc, leaks, size, or none")
        ->capture_default_str();
    app.add_option("--warmup", warmup_, "Trials thrown away first")->capture_default_str();
    app.add_option("--trials", trials_, "Exactly so many trials")->type_name("N");
    app.add_option("--time-budget", time_budget_, "Trials for so long, as in 10s")->type_name("TIME");
    add_workload_to(app);
    app.add_flag("--isolate", isolate_,
                 "Trials on processors of their own, at the highest priority and frequency that are permitted");
    app.add_option("--pass-limit", pass_limit_, "The most that a pass may take")
        ->type_name("TIME")
        ->capture_default_str();
    app.add_option("--counter", counter_,
                   "instructions: count them too, by callgrind; where commands judge, they stand in for time")
        ->check(CLI::IsMember({"instructions"}));
    app.add_option("--profiler", profiler_, "What takes the CPU profile; auto is the best one here")
        ->check(CLI::IsMember(measure::profilers()))
        ->capture_default_str();
    app.add_option("--xctrace-template", xctrace_template_,
                   "Time Profiler, CPU Profiler, CPU Counters, System Trace or File Activity")
        ->check(CLI::IsMember(measure::xctrace_templates()))
        ->capture_default_str();
    app.add_flag("--root", root_, "Let --profiler flamegraph record as root, by sudo");
    app.add_option("--leak-checker", leak_checker_, "What looks for leaks; auto is the fastest that can")
        ->check(CLI::IsMember(measure::leak_checkers()))
        ->capture_default_str();
    app.add_option("--call-graph", call_graph_, "How perf takes stacks: dwarf, dwarf,SIZE or fp")->type_name("MODE");
    app.add_option("--frequency", frequency_, "Samples a second of the CPU profile")->type_name("HZ");
    app.add_option("--build", build_.build, "A shell command that builds the program: its build is measured too")
        ->type_name("CMD");
    app.add_option("--clean", build_.clean, "With --build: what makes the next build a whole one, as in 'make clean'")
        ->type_name("CMD");
    app.add_option("--touch", build_.touch,
                   "With --build: the source file that the incremental build is to compile anew")
        ->type_name("FILE");
    app.add_option("--snapshot", snapshots_, "A file to keep beside the executable (repeatable)")->type_name("FILE");
}

pipeline::MeasureOptions MeasuringOptions::read(std::vector<std::string> words) const {
    pipeline::MeasureOptions options;
    auto& workload = options.workload;
    workload.argv = std::move(words);
    if (!workload.argv.empty() || !cwd_.empty())
        workload.cwd = working_directory(cwd_);
    workload.env = read_env(env_);
    workload.stdin_path = stdin_.empty() ? "" : std::filesystem::absolute(stdin_).lexically_normal().string();
    if (input_size_ > 0)
        workload.input_size = input_size_;
    workload.outputs = outputs_;
    workload.prepare = prepare_;
    workload.cpus = read_cpus(cpus_);
    workload.timeout = optional_seconds(timeout_, "--timeout");
    workload.ignore_failure = ignore_failure_;
    options.name = name_;
    options.plan.warmup = warmup_;
    if (trials_ > 0)
        options.plan.trials = trials_;
    options.plan.time_budget = optional_seconds(time_budget_, "--time-budget");
    options.isolate = isolate_;
    options.passes = read_passes(passes);
    options.count_instructions = counts_instructions();
    options.profile.profiler = profiler_;
    options.leak_checker = leak_checker_;
    options.profile.xctrace_template = xctrace_template_;
    options.profile.root = root_;
    options.profile.call_graph = call_graph_;
    options.profile.frequency = frequency_;
    options.pass_limit = read_seconds(pass_limit_, "--pass-limit");
    options.external_timer = timer_ == "time";
    options.snapshot_files = snapshots_;
    if (build_.build.empty() && (!build_.clean.empty() || !build_.touch.empty()))
        throw Error("--clean and --touch say how --build is to be measured, and there is no --build",
                    "add --build CMD, as in --build 'make -j4'");
    options.build = build_;
    return options;
}

void GateOptions::add_to(CLI::App& app) {
    app.add_option("--threshold", thresholds_, "The most that a metric may get worse, as in cpu_time=3% (repeatable)")
        ->type_name("METRIC=LIMIT");
    app.add_option("--budget", budgets_, "The most that a metric may be, as in peak_rss=200MB (repeatable)")
        ->type_name("METRIC=LIMIT");
    app.add_flag("--strict", strict_, "Exit status 4 where a gated metric is inconclusive");
}

std::vector<analysis::Threshold> GateOptions::thresholds(bool counts_instructions) const {
    std::vector<analysis::Threshold> all;
    for (const auto& text : thresholds_)
        all.push_back(analysis::parse_threshold(text));
    if (counts_instructions)
        analysis::gate_instructions(all);
    return all;
}

std::vector<analysis::Budget> GateOptions::budgets() const {
    std::vector<analysis::Budget> all;
    for (const auto& text : budgets_)
        all.push_back(analysis::parse_budget(text));
    return all;
}

double GateOptions::alpha() const { return in_ci() ? 0.01 : 0.05; }

void ConfirmOption::add_to(CLI::App& app) {
    app.add_option("--confirm", when_,
                   "Measure once more before the gate fails: always, never, or auto, which is in CI")
        ->check(CLI::IsMember({"auto", "always", "never"}))
        ->capture_default_str();
}

bool ConfirmOption::confirms() const { return when_ == "always" || (when_ == "auto" && in_ci()); }

void PairOptions::add_to(CLI::App& app) {
    app.add_option("--pairs", pairs_, "At most so many pairs (30, or 100 with --thorough)")->type_name("N");
    app.add_flag("--thorough", thorough_, "Up to 100 pairs, to resolve small changes");
    app.add_option("--pair-time", pair_time_, "The most that all pairs may take")
        ->type_name("TIME")
        ->capture_default_str();
    app.add_option("--seed", seed_, "For the order of the pairs (0: drawn anew)")->capture_default_str();
}

measure::PairPlan PairOptions::read() const {
    measure::PairPlan plan;
    plan.limit = pairs_ > 0 ? pairs_ : thorough_ ? 100 : 30;
    plan.time_limit = read_seconds(pair_time_, "--pair-time");
    plan.seed = seed_;
    return plan;
}

} // namespace perfeng::cli
