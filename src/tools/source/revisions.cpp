#include "perfeng/tools/source/revisions.hpp"

#include "built_files.hpp"
#include "text/reading.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"

#include <algorithm>
#include <iterator>
#include <system_error>

namespace perfeng::tools {
namespace {

namespace fs = std::filesystem;

constexpr double checkout_limit = 600; // seconds

std::string without_line_end(std::string text) {
    text.erase(text.find_last_not_of(" \r\n") + 1);
    return text;
}

/// "HASH TITLE"
GitCommit commit_of_line(std::string_view line) {
    const auto blank = std::min(line.find(' '), line.size());
    return {std::string(line.substr(0, blank)), std::string(line.substr(std::min(blank + 1, line.size()))), false};
}

/// What stands in a document may be any text.
bool is_whole_hash(const std::string& text) {
    constexpr std::size_t sha1 = 40;
    constexpr std::size_t sha256 = 64;
    return (text.size() == sha1 || text.size() == sha256) &&
           text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// Of the commit that holds the work tree: always the same, so that the same content is the same commit.
std::map<std::string, std::optional<std::string>> nobody() {
    std::map<std::string, std::optional<std::string>> env;
    for (const auto* const role : {"AUTHOR", "COMMITTER"}) {
        env[std::string("GIT_") + role + "_NAME"] = "perfeng";
        env[std::string("GIT_") + role + "_EMAIL"] = "perfeng@localhost";
        env[std::string("GIT_") + role + "_DATE"] = "@0 +0000";
    }
    return env;
}

/// As a file of pathspecs, each ended by a NUL.
std::string all_but(const std::vector<std::string>& paths) {
    std::string specs = ".";
    specs += '\0';
    for (const auto& path : paths)
        specs += ":(exclude,literal)" + path + '\0';
    return specs;
}

} // namespace

std::vector<DatedCommit> read_dated_commits(std::string_view text) {
    constexpr std::size_t of_a_date = 20;
    std::vector<DatedCommit> commits;
    for (Lines lines(text); lines.next();) {
        const auto line = lines.line();
        const auto blank = line.find(' ');
        if (blank == line.npos || line.size() < blank + 1 + of_a_date)
            continue;
        const auto title = std::min(blank + of_a_date + 2, line.size());
        commits.push_back({std::string(line.substr(0, blank)), std::string(line.substr(blank + 1, of_a_date)),
                           std::string(line.substr(title))});
    }
    return commits;
}

GitRevisions::GitRevisions(process::Runner& runner, std::string git, fs::path root)
    : runner_(&runner), git_(std::move(git)), root_(std::move(root)) {}

std::optional<GitRevisions> GitRevisions::find(process::Runner& runner, const fs::path& directory) {
    const auto git = process::find_program("git");
    if (!git)
        return std::nullopt;
    GitRevisions revisions(runner, *git, directory);
    const auto root = revisions.ask({"rev-parse", "--show-toplevel"});
    if (!root || without_line_end(*root).empty())
        return std::nullopt;
    revisions.root_ = without_line_end(*root);
    return revisions;
}

GitRevisions::Answer<std::string> GitRevisions::ask(std::vector<std::string> words, const Environment& env) const {
    return ask_in(root_, std::move(words), env);
}

GitRevisions::Answer<std::string> GitRevisions::ask_in(const fs::path& directory, std::vector<std::string> words,
                                                       const Environment& env, const std::string& input) const {
    words.insert(words.begin(), {git_, "-C", directory.string(), "--no-pager", "-c", "core.hooksPath=/dev/null", "-c",
                                 "core.fsmonitor=false", "-c", "advice.detachedHead=false"});
    auto command = process::tool_command(std::move(words), checkout_limit);
    command.stdin_path = input;
    // A commit hook that runs perfeng has these set for its own work.
    for (const auto* const name : {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"})
        command.env[name] = std::nullopt;
    for (const auto& [name, value] : env)
        command.env[name] = value;
    auto result = runner_->run(command);
    if (!result.status.ok())
        return tl::unexpected(without_line_end(result.err.empty() ? to_string(result.status) : result.err));
    return std::move(result.out);
}

GitRevisions::Answer<GitCommit> GitRevisions::commit(const std::string& revision) const {
    const auto hash = ask({"rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"});
    if (!hash)
        return tl::unexpected("there is no commit '" + revision + "' in " + root_.string());
    const auto told = ask({"log", "-1", "--format=%H %s", without_line_end(*hash)});
    return told ? Answer<GitCommit>(commit_of_line(without_line_end(*told))) : tl::unexpected(told.error());
}

GitRevisions::Answer<GitCommit> GitRevisions::work_tree(const fs::path& scratch) const {
    auto head = commit("HEAD");
    if (!head)
        return head;
    const auto index = scratch / "index";
    const auto users_index = ask({"rev-parse", "--git-path", "index"});
    std::error_code none; // without a copy git reads every file once more
    if (users_index)
        fs::copy_file(root_ / without_line_end(*users_index), index, none);
    const Environment env{{"GIT_INDEX_FILE", index.string()}};
    const auto unknown = ask({"ls-files", "--others", "--exclude-standard", "-z"}, env);
    if (!unknown)
        return tl::unexpected(unknown.error());
    const auto wanted = scratch / "wanted";
    process::write_file(wanted, all_but(built_paths(root_, *unknown)));
    if (const auto added = ask({"add", "--all", "--pathspec-file-nul", "--pathspec-from-file=" + wanted.string()}, env);
        !added)
        return tl::unexpected(added.error());
    const auto tree = ask({"write-tree"}, env);
    const auto committed = ask({"rev-parse", "HEAD^{tree}"});
    if (!tree || !committed)
        return tl::unexpected(!tree ? tree.error() : committed.error());
    if (*tree == *committed)
        return head;
    const std::string title = "work tree on " + head->brief();
    const auto hash =
        ask({"commit-tree", "--no-gpg-sign", "-p", head->hash, "-m", title, without_line_end(*tree)}, nobody());
    return hash ? Answer<GitCommit>(GitCommit{without_line_end(*hash), title, true}) : tl::unexpected(hash.error());
}

bool GitRevisions::knows(const GitCommit& commit, const fs::path& file) const {
    return ask({"cat-file", "-e", commit.hash + ":" + file.generic_string()}).has_value();
}

GitRevisions::Answer<std::vector<GitCommit>> GitRevisions::between(const std::string& good,
                                                                   const std::string& bad) const {
    const auto told = ask({"log", "--reverse", "--first-parent", "--format=%H %s", "^" + good, bad});
    if (!told)
        return tl::unexpected(told.error());
    std::vector<GitCommit> commits;
    for (Lines lines(*told); lines.next();)
        if (!lines.line().empty())
            commits.push_back(commit_of_line(lines.line()));
    return commits;
}

bool GitRevisions::is_shallow() const {
    const auto told = ask({"rev-parse", "--is-shallow-repository"});
    return told && without_line_end(*told) == "true";
}

/// Revisions go in by a file, as a command line has an end.
GitRevisions::Answer<std::vector<DatedCommit>> GitRevisions::log_of(std::vector<std::string> words,
                                                                    const std::vector<std::string>& revisions) const {
    const process::TemporaryDirectory scratch;
    const auto list = (scratch.path() / "revisions").string();
    std::string lines;
    for (const auto& revision : revisions)
        lines += revision + "\n";
    process::write_file(list, lines);
    words.insert(words.begin(), {"log", "--ignore-missing", "--stdin", "--date=format-local:%Y-%m-%dT%H:%M:%SZ",
                                 "--format=%H %cd %s"});
    return ask_in(root_, std::move(words), {{"TZ", "UTC0"}}, list).map(read_dated_commits);
}

GitRevisions::Answer<std::vector<DatedCommit>> GitRevisions::known(const std::vector<std::string>& hashes) const {
    std::vector<std::string> whole;
    std::ranges::copy_if(hashes, std::back_inserter(whole), is_whole_hash);
    if (whole.empty())
        return {};
    return log_of({"--no-walk=unsorted"}, whole);
}

GitRevisions::Answer<std::vector<DatedCommit>> GitRevisions::history(const std::vector<std::string>& tips,
                                                                     const std::string& since) const {
    auto all = tips;
    all.emplace_back("HEAD");
    return log_of({"--topo-order", "--reverse", "--since=" + since}, all);
}

GitRevisions::Answer<std::string> GitRevisions::merge_base(const std::string& one, const std::string& other) const {
    return ask({"merge-base", "--", one, other}).map(without_line_end);
}

GitRevisions::Answer<void> GitRevisions::add_tree(const fs::path& directory, const std::string& hash) const {
    const auto added = ask({"worktree", "add", "--detach", "--force", "--quiet", directory.string(), hash});
    if (!added)
        return tl::unexpected(added.error());
    if (!fs::exists(directory / ".gitmodules"))
        return {};
    const auto filled = ask_in(directory, {"submodule", "update", "--init", "--recursive", "--quiet"});
    return filled ? Answer<void>() : tl::unexpected("its submodules: " + filled.error());
}

void GitRevisions::remove_tree(const fs::path& directory) const {
    (void)ask({"worktree", "remove", "--force", "--force", directory.string()});
    std::error_code none;
    fs::remove_all(directory, none);
    (void)ask({"worktree", "prune"});
}

} // namespace perfeng::tools
