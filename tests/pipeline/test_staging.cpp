#include "../../src/pipeline/staging.hpp"
#include "stage_fixture.hpp"

using namespace perfeng;
using namespace perfeng::pipeline;
namespace fs = std::filesystem;

namespace {

using Words = std::vector<std::string>;

struct Staging : StageFixture {
    Measurement base;
    Measurement candidate;

    Staging() {
        for (auto* const side : {&base, &candidate})
            side->workload = {.argv = {"./work", "data.txt"}, .cwd = project.string(), .env = {{"A", "1"}}};
    }

    void keep(const std::string& name, const std::string& role, const std::string& old_content,
              const std::string& new_content) {
        base.executable.snapshots.push_back(kept(name, old_content, role));
        candidate.executable.snapshots.push_back(kept(name, new_content, role));
    }

    StagedSides staged(const std::string& candidate_file = "work") {
        return stage(store, base, candidate, (project / candidate_file).string(), scratch);
    }
};

} // namespace

TEST_CASE_METHOD(Staging, "old and new program stand in paths of equal length, under their own name") {
    keep("work", "executable", "old", "new");
    const auto sides = staged();
    CHECK_FALSE(sides.identical);
    CHECK(process::read_file(sides.base.file) == "old");
    CHECK(process::read_file(sides.candidate.file) == "new");
    CHECK(sides.base.file.size() == sides.candidate.file.size());
    for (const auto& side : {sides.base, sides.candidate}) {
        CHECK(fs::path(side.file).filename() == "work");
        CHECK((fs::status(side.file).permissions() & fs::perms::owner_exec) != fs::perms::none);
        CHECK(side.workload.argv == base.workload.argv);
        CHECK(side.workload.cwd == project);
        CHECK(side.workload.env == base.workload.env);
    }
}

TEST_CASE_METHOD(Staging, "identical programs run from where they are") {
    keep("work", "executable", "same", "same");
    const auto sides = staged();
    CHECK(sides.identical);
    CHECK(sides.base.file == project / "work");
    CHECK(sides.candidate.file == project / "work");
    CHECK(fs::is_empty(scratch));
}

TEST_CASE_METHOD(Staging, "an identical program with other arguments keeps them, side by side") {
    keep("work", "executable", "same", "same");
    candidate.workload.argv = {"./work", "other.txt"};
    const auto sides = staged();
    CHECK(sides.base.workload.argv == base.workload.argv);
    CHECK(sides.candidate.workload.argv == candidate.workload.argv);
    CHECK(sides.base.file == project / "work");
    CHECK(sides.candidate.file == project / "work");
}

TEST_CASE_METHOD(Staging, "an interpreter that has not changed runs the old and the new script in its place") {
    for (auto* const side : {&base, &candidate})
        side->workload.argv = {"python3", "sub/../script.py", "script.py", "-v"};
    keep("python3", "executable", "interpreter", "interpreter");
    keep("script.py", "script", "old", "new");
    const auto sides = staged("python3");
    CHECK(sides.base.file == project / "python3");
    CHECK(sides.candidate.file == project / "python3");
    const auto& old_script = sides.base.workload.argv.at(1);
    const auto& new_script = sides.candidate.workload.argv.at(1);
    CHECK(process::read_file(old_script) == "old");
    CHECK(process::read_file(new_script) == "new");
    CHECK(old_script.size() == new_script.size());
    CHECK(sides.base.workload.argv == Words{"python3", old_script, old_script, "-v"});
}

TEST_CASE_METHOD(Staging, "a script that is the command itself is what is run") {
    for (auto* const side : {&base, &candidate})
        side->workload.argv = {"./script"};
    keep("sh", "executable", "interpreter", "interpreter");
    keep("script", "script", "old", "new");
    const auto sides = staged("script");
    CHECK(process::read_file(sides.base.file) == "old");
    CHECK(process::read_file(sides.candidate.file) == "new");
    CHECK(sides.base.workload.argv == Words{"./script"});
}

TEST_CASE_METHOD(Staging, "a script that is the command itself, with arguments, is what is run") {
    for (auto* const side : {&base, &candidate})
        side->workload.argv = {"./script", "data.txt"};
    keep("sh", "executable", "interpreter", "interpreter");
    keep("script", "script", "old", "new");
    const auto sides = staged("script");
    CHECK(process::read_file(sides.base.file) == "old");
    CHECK(process::read_file(sides.candidate.file) == "new");
    CHECK(sides.base.workload.argv == Words{"./script", "data.txt"});
}

TEST_CASE_METHOD(Staging, "a kept file stands in for its argument, a kept library is found by the loader") {
    keep("work", "executable", "old", "new");
    keep("data.txt", "file", "old data", "new data");
    keep("libwork.so.1", "file", "old library", "new library");
    const auto sides = staged();
    CHECK(process::read_file(sides.base.workload.argv.at(1)) == "old data");
    CHECK(process::read_file(sides.candidate.workload.argv.at(1)) == "new data");
    const fs::path place = sides.base.workload.env.at("LD_LIBRARY_PATH");
    CHECK(process::read_file(place / "libwork.so.1") == "old library");
    CHECK(sides.base.workload.env.at("A") == "1");
}

TEST_CASE_METHOD(Staging, "two kept files of one name do not meet") {
    keep("work", "executable", "old", "new");
    keep("a/data.txt", "file", "a", "a");
    keep("b/data.txt", "file", "b", "b");
    for (auto* const side : {&base, &candidate})
        side->workload.argv = {"./work", "a/data.txt", "b/data.txt"};
    const auto sides = staged();
    CHECK(process::read_file(sides.base.workload.argv.at(1)) == "a");
    CHECK(process::read_file(sides.base.workload.argv.at(2)) == "b");
}
