#include "perfeng/pipeline/history.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/tools/source/revisions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>

namespace perfeng::pipeline {
namespace {

constexpr std::size_t named_workloads = 20;

std::string typed_command(const Workload& workload) {
    return process::join_words(workload.typed.empty() ? workload.argv : workload.typed);
}

[[noreturn]] void refuse_metric(const store::Store& store, const std::string& metric, const std::string& key,
                                const std::string& of) {
    const auto there = store.metrics_of(key);
    if (there.empty())
        throw Error("`" + of + "` has not been measured in this directory",
                    "measure it: perfeng baseline -- " + of + "; `perfeng list` shows what was measured");
    const auto near = process::nearest_word(metric, there);
    throw Error("the metric '" + metric + "' was not measured of `" + of + "`",
                (near ? "did you mean '" + *near + "'? " : "") +
                    fmt::format("measured are: {}", fmt::join(there, ", ")));
}

/// The workload that is meant, and others that could be.
struct AskedWorkload {
    std::string key;
    std::string command;
    std::string cwd;
    std::vector<OtherWorkload> others;
};

AskedWorkload of_workload(const Workload& workload) {
    return {store::workload_key(workload), typed_command(workload), workload.cwd, {}};
}

AskedWorkload latest_with(const store::Store& store, const std::string& metric) {
    const auto workloads = store.workloads_with(metric);
    if (workloads.empty()) {
        const auto latest = of_workload(store.load("latest").workload);
        refuse_metric(store, metric, latest.key, latest.command);
    }
    auto asked = of_workload(store.load(workloads.front().id).workload);
    for (std::size_t i = 1; i < std::min(workloads.size(), named_workloads); ++i)
        asked.others.push_back({workloads[i].id, typed_command(store.load(workloads[i].id).workload)});
    return asked;
}

AskedWorkload asked_workload(const store::Store& store, const HistoryOptions& options) {
    if (!options.reference.empty())
        return of_workload(store.load(options.reference).workload);
    return options.workload ? of_workload(*options.workload) : latest_with(store, options.metric);
}

/// Where its commits are known: also of a workload that was measured on another machine.
std::filesystem::path home_of(const std::string& cwd) {
    std::error_code unreachable;
    return std::filesystem::is_directory(cwd, unreachable) ? std::filesystem::path(cwd)
                                                           : std::filesystem::current_path();
}

analysis::CommitLine by_time(std::string note) { return {{}, {}, std::move(note)}; }

analysis::CommitLine line_of(const tools::GitRevisions& git, const std::vector<std::string>& hashes,
                             bool all_branches) {
    const auto known = git.known(hashes);
    if (!known || known->empty())
        return by_time(known ? "the repository " + git.root().string() + " holds none of the commits" : known.error());
    const auto oldest = std::ranges::min_element(*known, {}, &tools::DatedCommit::committed)->committed;
    std::vector<std::string> tips;
    for (const auto& commit : *known)
        tips.push_back(commit.hash);
    auto commits = git.history(all_branches ? tips : std::vector<std::string>(), oldest);
    if (!commits)
        return by_time(commits.error());
    analysis::CommitLine line;
    line.commits = *std::move(commits);
    line.elsewhere = {tips.begin(), tips.end()};
    for (const auto& commit : line.commits)
        line.elsewhere.erase(commit.hash);
    if (const auto missing = hashes.size() - known->size(); missing > 0)
        line.note = fmt::format("{} of {} commits are not in this repository, and stand by time{}", missing,
                                hashes.size(), git.is_shallow() ? ": git fetch --unshallow" : "");
    return line;
}

analysis::CommitLine line_for(const Context& context, const std::vector<MetricPoint>& measurements,
                              const std::string& cwd, bool all_branches) {
    const auto hashes = analysis::measured_commits(measurements);
    if (hashes.empty())
        return by_time("no measurement has a commit");
    const auto git = tools::GitRevisions::find(context.runner, home_of(cwd));
    return git ? line_of(*git, hashes, all_branches) : by_time("there is no git repository here");
}

} // namespace

History history(const Context& context, const HistoryOptions& options) {
    auto asked = asked_workload(context.store, options);
    auto measurements = context.store.history(asked.key, options.metric);
    if (measurements.empty())
        refuse_metric(context.store, options.metric, asked.key, asked.command);
    const auto line = line_for(context, measurements, asked.cwd, options.all_branches);
    auto history = analysis::history_of(options.metric, std::move(measurements), line, options.choice);
    history.command = std::move(asked.command);
    history.cwd = std::move(asked.cwd);
    history.others = std::move(asked.others);
    return history;
}

} // namespace perfeng::pipeline
