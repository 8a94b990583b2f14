#include "perfeng/tools/source/git.hpp"

#include "text/reading.hpp"

#include "perfeng/process/interrupt.hpp"
#include "perfeng/process/program.hpp"

#include <algorithm>
#include <chrono>

namespace perfeng::tools {
namespace {

constexpr double question_limit = 20; // seconds

std::int64_t days_ago(int days) {
    const auto moment = std::chrono::system_clock::now() - std::chrono::hours(24) * days;
    return std::chrono::duration_cast<std::chrono::seconds>(moment.time_since_epoch()).count();
}

} // namespace

/// A header of "NAME VALUE" lines, and then the line itself behind a tab.
tl::expected<std::vector<std::int64_t>, ReadError> read_blame(std::string_view text) {
    std::vector<std::int64_t> times;
    std::int64_t time = -1;
    for (Lines lines(text); lines.next();) {
        auto line = lines.line();
        if (skip(line, "committer-time "))
            time = static_cast<std::int64_t>(whole_number(trim(line)).value_or(0));
        if (!line.starts_with('\t'))
            continue;
        if (time < 0)
            return refuse(lines.number(), line, "a committer-time before the line");
        times.push_back(time);
        time = -1;
    }
    return times;
}

/// "ADDED\tDELETED\tPATH" and a NUL; "-" of binary files.
tl::expected<std::map<std::string, std::uint64_t>, ReadError> read_numstat(std::string_view text) {
    std::map<std::string, std::uint64_t> changes;
    while (!text.empty()) {
        auto record = trim(cut_field(text, '\0'));
        if (record.empty())
            continue;
        const auto added = cut_field(record, '\t');
        const auto deleted = cut_field(record, '\t');
        if (record.empty() || (added != "-" && !whole_number(added)) || (deleted != "-" && !whole_number(deleted)))
            return refuse(0, added, "ADDED DELETED PATH of git log -z --numstat");
        changes[std::string(record)] += whole_number(added).value_or(0) + whole_number(deleted).value_or(0);
    }
    return changes;
}

GitTree::GitTree(process::Runner& runner, std::string git, std::string root)
    : runner_(&runner), git_(std::move(git)), root_(std::move(root)) {}

std::optional<GitTree> GitTree::find(process::Runner& runner, const std::filesystem::path& directory) {
    const auto git = process::find_program("git");
    if (!git)
        return std::nullopt;
    GitTree tree(runner, *git, directory.string());
    auto root = tree.ask({"rev-parse", "--show-toplevel"});
    if (!root || root->empty())
        return std::nullopt;
    if (root->ends_with('\n'))
        root->pop_back();
    tree.root_ = *std::move(root);
    return tree;
}

/// The user's configuration decides neither what is printed nor what else is run.
std::optional<std::string> GitTree::ask(std::vector<std::string> words) const {
    words.insert(words.begin(), {git_, "-C", root_, "--no-pager", "--literal-pathspecs", "--no-optional-locks", "-c",
                                 "core.fsmonitor=false", "-c", "log.showSignature=false", "-c",
                                 "blame.markIgnoredLines=false", "-c", "blame.ignoreRevsFile="});
    try {
        auto result = runner_->run(process::tool_command(std::move(words), question_limit));
        return result.status.ok() ? std::optional(std::move(result.out)) : std::nullopt;
    } catch (const process::Interrupted&) {
        throw;
    } catch (const Error&) {
        return std::nullopt;
    }
}

bool GitTree::is_shallow() const {
    const auto told = ask({"rev-parse", "--is-shallow-repository"});
    return told && told->starts_with("true");
}

std::vector<std::string> GitTree::files() const {
    std::vector<std::string> files;
    const auto listed = ask({"ls-files", "-z", "--cached", "--others", "--exclude-standard"});
    for (std::string_view rest = listed ? *listed : std::string_view(); !rest.empty();)
        files.emplace_back(cut_field(rest, '\0'));
    std::ranges::sort(files); // a file in conflict stands several times
    files.erase(std::unique(files.begin(), files.end()), files.end());
    return files;
}

/// `--since` spares git the older history; it still names a commit for every line.
std::optional<std::uint64_t> GitTree::changed_lines(const std::string& file, int first, int last, int days) const {
    const auto since = days_ago(days);
    const auto told = ask({"blame", "--line-porcelain", "--root", "--since=" + std::to_string(since), "-L",
                           std::to_string(first) + "," + std::to_string(last), "--", file});
    if (!told) {
        const auto is_new = ask({"ls-files", "--others", "--exclude-standard", "--", file});
        return is_new && !is_new->empty() ? std::optional(static_cast<std::uint64_t>(last - first + 1)) : std::nullopt;
    }
    const auto times = read_blame(*told);
    if (!times)
        return std::nullopt;
    return static_cast<std::uint64_t>(std::ranges::count_if(*times, [&](std::int64_t time) { return time >= since; }));
}

std::optional<std::map<std::string, std::uint64_t>> GitTree::changes(const std::vector<std::string>& files,
                                                                     int days) const {
    std::vector<std::string> words{
        "log", "-z", "--no-renames", "--numstat", "--format=", "--since=" + std::to_string(days_ago(days)), "--"};
    words.insert(words.end(), files.begin(), files.end());
    const auto told = ask(std::move(words));
    if (!told)
        return std::nullopt;
    auto changes = read_numstat(*told);
    return changes ? std::optional(*std::move(changes)) : std::nullopt;
}

} // namespace perfeng::tools
