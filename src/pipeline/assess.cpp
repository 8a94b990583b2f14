#include "stopping.hpp"

#include "perfeng/analysis/limit_risks.hpp"
#include "perfeng/analysis/lints.hpp"
#include "perfeng/analysis/own_code.hpp"
#include "perfeng/analysis/risks.hpp"
#include "perfeng/pipeline/evidence.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/tools/source/git.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <set>

namespace perfeng::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr int churn_days = 180;
constexpr std::size_t most_asked = 40; // functions
constexpr std::chrono::seconds git_limit(20);
constexpr std::uintmax_t largest_source = 8U << 20U; // bytes
constexpr std::string_view coverage_missing = "test coverage of hot code";
constexpr std::string_view churn_missing = "recent changes of hot code";

/// Source files of own code as the profile names them, those of the largest functions first.
std::vector<std::string> profiled_files(const Profile& profile) {
    std::vector<std::string> files;
    std::set<std::string_view> seen;
    const auto add = [&](const auto& code) {
        if (!code.file.empty() && analysis::is_own_code(code) && seen.insert(code.file).second)
            files.push_back(code.file);
    };
    for (const auto& function : profile.functions)
        add(function);
    for (const auto& frame : profile.frames)
        add(frame);
    return files;
}

/// Directories in which the source may lie: where the workload ran, where perfeng runs, and where the hottest source
/// files are.
std::vector<fs::path> source_directories(const Measurement& measurement, const std::vector<std::string>& files) {
    constexpr std::size_t most = 5;
    std::vector<fs::path> directories;
    const auto add = [&](const fs::path& directory) {
        std::error_code error;
        if (directories.size() < most && fs::is_directory(directory, error) &&
            std::ranges::find(directories, directory) == directories.end())
            directories.push_back(directory);
    };
    add(measurement.workload.cwd);
    add(fs::current_path());
    for (const auto& file : files)
        if (fs::path(file).is_absolute())
            add(fs::path(file).parent_path());
    return directories;
}

/// The source that was measured, and git where it knows it.
struct RepositoryTree {
    analysis::SourcePaths paths;
    std::optional<tools::GitTree> git;
    std::string no_git; ///< why there is none
};

/// Where `directory` lies below `root`; "" for elsewhere.
std::string below(const std::string& root, const fs::path& directory) {
    const auto path = directory.lexically_normal().string();
    return path.starts_with(root + "/") ? path.substr(root.size() + 1) : "";
}

/// Without git: files that are here, and where there is something to join by name alone, all that the profile names.
std::vector<std::string> files_without_git(const std::vector<std::string>& profiled, const std::string& cwd,
                                           bool join_by_name) {
    std::vector<std::string> files;
    for (const auto& file : profiled) {
        std::error_code error;
        const auto inside = below(cwd, file);
        if (join_by_name || fs::exists(fs::path(cwd) / file, error))
            files.push_back(inside.empty() ? fs::path(file).lexically_normal().string() : inside);
    }
    return files;
}

RepositoryTree find_tree(process::Runner& runner, const Measurement& measurement, bool join_by_name) {
    const auto profiled = profiled_files(*measurement.profile);
    const auto& cwd = measurement.workload.cwd;
    bool repository = false;
    for (const auto& directory : source_directories(measurement, profiled)) {
        auto git = tools::GitTree::find(runner, directory);
        if (!git)
            continue;
        repository = true;
        analysis::SourcePaths paths(git->root(), git->files(), below(git->root(), cwd));
        if (std::ranges::any_of(profiled, [&](const auto& file) { return paths.locate(file).has_value(); }))
            return {std::move(paths), std::move(git), {}};
    }
    return {analysis::SourcePaths(cwd, files_without_git(profiled, cwd, join_by_name)), std::nullopt,
            repository ? "the git repository here does not hold the source files that the profile names"
                       : "the source is in no git repository that could be asked"};
}

std::string source_of(const fs::path& root, const std::string& file) {
    std::error_code error;
    const auto path = root / file;
    const auto size = fs::file_size(path, error);
    return error || size > largest_source ? std::string() : process::read_file(path);
}

analysis::Churn extent_of(const RepositoryTree& tree, const analysis::HotFunction& function,
                          const analysis::CoveredCode& covered) {
    const analysis::LineRange profiled{function.first_line, function.last_line};
    if (const auto range =
            analysis::function_extent(source_of(tree.paths.root(), function.file), function.name, profiled))
        return {*range, "source", {}};
    if (const auto range = covered.function_at(function.file, profiled.first))
        return {{range->first, std::max(range->last, profiled.last)}, "coverage", {}};
    return {profiled, "profile", {}};
}

/// The hottest functions first, until the time for it is over.
void ask_git(const tools::GitTree& git, const analysis::HotCode& hot, std::vector<analysis::Churn>& all) {
    const auto end = std::chrono::steady_clock::now() + git_limit;
    std::vector<std::string> files;
    for (std::size_t i = 0; i < std::min(most_asked, all.size()) && std::chrono::steady_clock::now() < end; ++i) {
        const auto& file = hot.functions[i].file;
        const auto& range = all[i].range;
        all[i].changed_lines = git.changed_lines(file, range.first, range.last, churn_days);
        if (all[i].changed_lines && std::ranges::find(files, file) == files.end())
            files.push_back(file);
    }
    const auto changes = files.empty() ? std::nullopt : git.changes(files, churn_days);
    for (std::size_t i = 0; changes && i < all.size(); ++i)
        if (all[i].changed_lines) {
            const auto found = changes->find(hot.functions[i].file);
            all[i].file_changes = found == changes->end() ? 0 : found->second;
        }
}

std::vector<analysis::Churn> churn_of(const RepositoryTree& tree, const analysis::HotCode& hot,
                                      const analysis::CoveredCode& covered) {
    std::vector<analysis::Churn> all;
    for (const auto& function : hot.functions)
        all.push_back(extent_of(tree, function, covered));
    if (tree.git)
        ask_git(*tree.git, hot, all);
    return all;
}

void replace_missing(Measurement& measurement, std::string_view what, const NotMeasured* now) {
    std::erase_if(measurement.not_measured, [&](const NotMeasured& item) { return item.what == what; });
    if (now != nullptr)
        measurement.not_measured.push_back(*now);
}

void note_missing_evidence(Measurement& measurement, const RepositoryTree& tree, const analysis::HotCode& hot,
                           bool covered) {
    const NotMeasured coverage{std::string(coverage_missing),
                               "no coverage data was given: all of it counts as untested",
                               analysis::how_to_cover(hot.functions)};
    const NotMeasured churn{std::string(churn_missing), tree.no_git,
                            tree.no_git.starts_with("history") ? "`git fetch --unshallow`"
                                                               : "run perfeng in the repository of the source"};
    const bool any = !hot.functions.empty();
    replace_missing(measurement, coverage_missing, any && !covered ? &coverage : nullptr);
    replace_missing(measurement, churn_missing, any && !tree.git ? &churn : nullptr);
}

void add_hot_risks(process::Runner& runner, Measurement& measurement, const Evidence& evidence) {
    auto tree = find_tree(runner, measurement, !evidence.coverage.empty() || evidence.lints);
    const auto hot = analysis::hot_code(*measurement.profile, tree.paths);
    analysis::CoveredCode covered;
    for (const auto& coverage : evidence.coverage)
        covered.add(coverage, tree.paths);
    if (tree.git && tree.git->is_shallow()) {
        tree.git.reset();
        tree.no_git = "history is cut off here (a shallow clone), so that every line seems new";
    }
    const auto churn = churn_of(tree, hot, covered);
    RiskBasis basis{.root = tree.paths.root(),
                    .coverage = std::nullopt,
                    .churn = tree.git.has_value(),
                    .churn_days = churn_days,
                    .unmapped_functions = hot.unmapped_functions,
                    .unmapped_share = hot.unmapped_share,
                    .lints = std::nullopt};
    if (!evidence.coverage.empty())
        basis.coverage = covered.use();
    if (evidence.lints)
        basis.lints = analysis::join_lints(*evidence.lints, hot, churn, tree.paths, measurement.findings);
    measurement.risks = analysis::assess_risks(hot, evidence.coverage.empty() ? nullptr : &covered, churn,
                                               measurement.findings, tree.paths);
    measurement.risk_basis = std::move(basis);
    note_missing_evidence(measurement, tree, hot, !evidence.coverage.empty());
    std::ranges::move(analysis::risk_findings(measurement.risks), std::back_inserter(measurement.findings));
}

} // namespace

void assess_risks(process::Runner& runner, Measurement& measurement, const Evidence& evidence) {
    std::erase_if(measurement.findings, [](const Finding& finding) {
        return finding.rule.starts_with("lint/") || finding.rule == "risk/untested-hot-path" ||
               finding.rule == "risk/changing-hot-path";
    });
    if (measurement.profile && measurement.profile->unit != Unit::bytes)
        add_hot_risks(runner, measurement, evidence);
}

void add_limit_risks(Measurement& measurement, const Evidence& evidence, const std::vector<analysis::Budget>& budgets) {
    const auto add = [&](std::vector<Finding> found) {
        std::ranges::move(found, std::back_inserter(measurement.findings));
    };
    add(analysis::near_budgets(measurement, budgets));
    if (measurement.paired)
        add(analysis::near_thresholds(judge_paired_metrics(measurement.paired->metrics, measurement.metrics,
                                                           evidence.thresholds, evidence.alpha)));
    add(analysis::wide_spreads(measurement, evidence.thresholds));
    if (evidence.base != nullptr)
        add(analysis::grown_functions(measurement, *evidence.base));
    add(analysis::deep_recursion(measurement));
}

} // namespace perfeng::pipeline
