#pragma once

#include "session.hpp"

#include "perfeng/pipeline/remeasure.hpp"

#include <CLI/CLI.hpp>

#include <set>
#include <string>
#include <vector>

namespace perfeng::cli {

/// The options of the commands that measure.
class MeasuringOptions {
public:
    void add_to(CLI::App& app);
    /// Only what says how the workload is run, for commands with plans of their own.
    void add_workload_to(CLI::App& app);
    /// `words` is the command after `--`. Empty where the baseline's is meant: then, without --cwd, the working
    /// directory is empty too.
    [[nodiscard]] pipeline::MeasureOptions read(std::vector<std::string> words) const;

    [[nodiscard]] bool counts_instructions() const { return !counter_.empty(); }

    std::string passes = "cpu,alloc,leaks,size";

private:
    std::string counter_;
    std::string name_;
    std::vector<std::string> outputs_;
    double input_size_ = 0;
    std::size_t warmup_ = 1;
    std::size_t trials_ = 0;
    std::string time_budget_;
    std::string timeout_;
    std::string stdin_;
    std::vector<std::string> env_;
    std::string cwd_;
    std::string prepare_;
    bool ignore_failure_ = false;
    std::string cpus_;
    std::string timer_ = "perfeng";
    bool isolate_ = false;
    std::string pass_limit_ = "120s";
    std::string profiler_ = "auto";
    std::string leak_checker_ = "auto";
    std::string xctrace_template_ = "time";
    bool root_ = false;
    std::string call_graph_;
    double frequency_ = 0;
    pipeline::BuildOptions build_;
    std::vector<std::string> snapshots_;
};

/// The options of the commands that judge.
class GateOptions {
public:
    void add_to(CLI::App& app);
    /// Where instructions are counted, they stand in for time: see analysis::gate_instructions.
    [[nodiscard]] std::vector<analysis::Threshold> thresholds(bool counts_instructions) const;
    [[nodiscard]] std::vector<analysis::Budget> budgets() const;
    /// The level of every verdict: 0.05 at a terminal, 0.01 in CI.
    [[nodiscard]] double alpha() const;
    [[nodiscard]] bool strict() const { return strict_; }

private:
    std::vector<std::string> thresholds_;
    std::vector<std::string> budgets_;
    bool strict_ = false;
};

/// Of the commands that measure both sides themselves: whether a gate that fails is confirmed.
class ConfirmOption {
public:
    void add_to(CLI::App& app);
    [[nodiscard]] bool confirms() const;

private:
    std::string when_ = "auto";
};

/// The options of the commands that run pairs.
class PairOptions {
public:
    void add_to(CLI::App& app);
    [[nodiscard]] measure::PairPlan read() const;

private:
    std::size_t pairs_ = 0;
    bool thorough_ = false;
    std::string pair_time_ = "300s";
    std::uint64_t seed_ = 0;
};

/// The words of a list: "a,b" as a and b; empty ones are passed over.
[[nodiscard]] std::vector<std::string> read_list(const std::string& text);

/// "cpu,alloc" as passes; "none" is none. Throws Error, with the nearest name, for an unknown one.
[[nodiscard]] std::set<pipeline::Pass> read_passes(const std::string& text);

/// "2.5", "2.5s", "300ms", "2m", "1h" as seconds. Throws Error naming `option`.
[[nodiscard]] double read_seconds(const std::string& text, const std::string& option);

} // namespace perfeng::cli
