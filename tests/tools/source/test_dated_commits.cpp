#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/source/revisions.hpp"

#include <algorithm>
#include <string>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

/// One commit on the main line, two on a branch that was merged, one that is on no line of HEAD.
struct Branches {
    process::TemporaryDirectory directory;
    std::unique_ptr<process::Runner> runner = process::system_runner();

    Branches() {
        git({"init", "-q", "-b", "main"});
        commit("first", 1);
        git({"checkout", "-q", "-b", "side"});
        commit("on the side", 4);
        git({"checkout", "-q", "main"});
        commit("second", 2);
        git({"merge", "-q", "--no-ff", "-m", "merged", "side"}, 5);
        git({"checkout", "-q", "-b", "elsewhere", "main~1"});
        commit("elsewhere", 3);
        git({"checkout", "-q", "main"});
    }

    std::string git(std::vector<std::string> words, int day = 1) const {
        words.insert(words.begin(), {"git", "-C", directory.path().string(), "-c", "user.name=Someone", "-c",
                                     "user.email=someone@example.org"});
        auto command = process::tool_command(std::move(words), 60);
        const auto date = "2026-01-0" + std::to_string(day) + "T12:00:00+02:00";
        command.env["GIT_COMMITTER_DATE"] = date;
        command.env["GIT_AUTHOR_DATE"] = date;
        auto result = runner->run(command);
        INFO(result.err);
        REQUIRE(result.status.ok());
        return result.out.substr(0, result.out.find('\n'));
    }
    void commit(const std::string& title, int day) const { git({"commit", "-q", "--allow-empty", "-m", title}, day); }
    [[nodiscard]] GitRevisions revisions() const { return *GitRevisions::find(*runner, directory.path()); }
};

std::vector<std::string> titles(const std::vector<DatedCommit>& commits) {
    std::vector<std::string> all;
    for (const auto& commit : commits)
        all.push_back(commit.title);
    return all;
}

} // namespace

TEST_CASE("lines of git log become commits with their dates") {
    const auto commits = read_dated_commits("0123 2026-01-31T12:00:00Z A title with blanks\n"
                                            "4567 2026-02-01T00:00:00Z \n"
                                            "89ab 2026-02-02T00:00:00Z\n"
                                            "warning: something else\n\n");
    REQUIRE(commits.size() == 3);
    CHECK(commits[0].hash == "0123");
    CHECK(commits[0].committed == "2026-01-31T12:00:00Z");
    CHECK(commits[0].title == "A title with blanks");
    CHECK(commits[1].title.empty());
    CHECK(commits[2].hash == "89ab");
}

TEST_CASE_METHOD(Branches, "of hashes those are told that the repository holds, by the moment of their commit") {
    const auto first = git({"rev-parse", "main~2"});
    const auto elsewhere = git({"rev-parse", "elsewhere"});
    const auto known = revisions().known({first, std::string(40, '7'), elsewhere, "--all", "HEAD", ""});
    REQUIRE(known);
    REQUIRE(known->size() == 2);
    const auto& found = known->at(0).hash == first ? known->at(0) : known->at(1);
    CHECK(found.committed == "2026-01-01T10:00:00Z");
    CHECK(found.title == "first");
    CHECK(revisions().known({})->empty());
}

TEST_CASE_METHOD(Branches, "the history of HEAD has parents before children, and no commit of another branch") {
    const auto line = revisions().history({}, "2026-01-01T00:00:00Z");
    REQUIRE(line);
    const auto all = titles(*line);
    REQUIRE(all.size() == 4);
    CHECK(all.front() == "first");
    CHECK(all.back() == "merged");
    CHECK(titles(*revisions().history({}, "2026-01-03T00:00:00Z")) ==
          std::vector<std::string>{"on the side", "merged"});
    const auto with_tip = titles(*revisions().history({git({"rev-parse", "elsewhere"})}, "2026-01-01T00:00:00Z"));
    CHECK(with_tip.size() == 5);
    CHECK(std::ranges::find(with_tip, "elsewhere") != with_tip.end());
}

TEST_CASE_METHOD(Branches, "a clone of depth 1 is known as such") {
    CHECK_FALSE(revisions().is_shallow());
    const process::TemporaryDirectory place;
    const auto clone = (place.path() / "clone").string();
    git({"clone", "-q", "--depth", "1", "file://" + directory.path().string(), clone});
    CHECK(GitRevisions::find(*runner, clone)->is_shallow());
}
