#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/source/git.hpp"

using namespace perfeng;
using namespace perfeng::tools;

namespace {

/// A repository of its own, whose first commit is of 2020 and whose second is new.
class Repository {
public:
    Repository() : runner_(process::system_runner()) {
        git({"init", "-q"});
        write("src/a.c", "1\n2\n3\n4\n5\n");
        write(".gitignore", "made.c\n");
        commit("2020-01-01T00:00:00Z");
        write("src/a.c", "1\nnew\n3\n4\n5\nuncommitted soon\n");
        commit("");
        write("src/a.c", "1\nnew\n3\n4\n5\nuncommitted\n");
        write("src/b.c", "1\n2\n");
        write("made.c", "1\n");
    }

    [[nodiscard]] const std::filesystem::path& path() const { return directory_.path(); }
    process::Runner& runner() { return *runner_; }

    void git(std::vector<std::string> words, const std::string& date = {}) {
        words.insert(words.begin(), {"git", "-C", path().string(), "-c", "user.name=A", "-c", "user.email=a@b.c"});
        auto command = process::tool_command(std::move(words), 60);
        if (!date.empty())
            command.env["GIT_COMMITTER_DATE"] = command.env["GIT_AUTHOR_DATE"] = date;
        const auto result = runner_->run(command);
        INFO(result.err);
        REQUIRE(result.status.ok());
    }

private:
    void write(const std::string& name, const std::string& text) {
        std::filesystem::create_directories((path() / name).parent_path());
        process::write_file(path() / name, text);
    }
    void commit(const std::string& date) {
        git({"add", "-A"});
        git({"commit", "-qm", "x"}, date);
    }

    process::TemporaryDirectory directory_;
    std::unique_ptr<process::Runner> runner_;
};

} // namespace

TEST_CASE("git tells which lines are new, with those that are not committed yet") {
    Repository repository;
    const auto tree = GitTree::find(repository.runner(), repository.path() / "src");
    REQUIRE(tree);
    CHECK(tree->root() == std::filesystem::canonical(repository.path()).string());
    CHECK(tree->files() == std::vector<std::string>{".gitignore", "src/a.c", "src/b.c"});
    CHECK_FALSE(tree->is_shallow());
    CHECK(tree->changed_lines("src/a.c", 1, 6, 180) == 2U);
    CHECK(tree->changed_lines("src/a.c", 3, 5, 180) == 0U);
    CHECK(tree->changed_lines("src/a.c", 1, 6, 36500) == 6U);
    CHECK(tree->changed_lines("src/b.c", 1, 2, 180) == 2U); // new, not added yet
    CHECK(tree->changes({"src/a.c", "made.c"}, 180).value() == std::map<std::string, std::uint64_t>{{"src/a.c", 3}});
    CHECK(tree->changed_lines("made.c", 1, 1, 180) == std::nullopt);
    CHECK(tree->changed_lines("src/a.c", 90, 95, 180) == std::nullopt);
}

TEST_CASE("a directory that is in no work tree has no git") {
    const process::TemporaryDirectory directory;
    CHECK_FALSE(GitTree::find(*process::system_runner(), directory.path()));
}

TEST_CASE("a shallow clone says so") {
    Repository repository;
    repository.git({"clone", "-q", "--depth", "1", "file://" + repository.path().string(),
                    (repository.path() / "clone").string()});
    const auto tree = GitTree::find(repository.runner(), repository.path() / "clone");
    REQUIRE(tree);
    CHECK(tree->is_shallow());
}

TEST_CASE("blame without times is refused") {
    CHECK(read_blame("").value().empty());
    CHECK(read_blame("committer-time 7\n\tline\ncommitter-time 9\n\tx").value() == std::vector<std::int64_t>{7, 9});
    CHECK_FALSE(read_blame("committer-time 7\n\tline\n\tx"));
    using namespace std::string_view_literals;
    CHECK(read_numstat("1\t2\ta b\0\0"
                       "3\t0\ta b\0-\t-\tpicture\0"sv)
              .value() == std::map<std::string, std::uint64_t>{{"a b", 6}, {"picture", 0}});
    CHECK_FALSE(read_numstat("a line"));
}
