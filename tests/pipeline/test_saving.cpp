#include "stage_fixture.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/pipeline/baseline.hpp"
#include "perfeng/pipeline/remeasure.hpp"
#include "perfeng/process/interrupt.hpp"

using namespace perfeng;
using namespace perfeng::pipeline;

namespace {

using Words = std::vector<std::string>;

/// A workload whose N-th execution, counted from 1, may be something else than 10 ms of work.
struct Stages : StageFixture {
    std::function<process::Execution(std::size_t)> execution = [](std::size_t) { return took(0.01); };
    std::vector<process::Command> executions;
    FakeRunner runner{[this](const process::Command& command) {
        if (command.argv.front() != "./work")
            return process::Execution{.status = {.code = 1}}; // git and the like know nothing
        executions.push_back(command);
        return execution(executions.size());
    }};

    Stages() { (void)file("work", "a program"); }

    MeasureOptions options() const {
        MeasureOptions made;
        made.workload = {.argv = {"./work"}, .cwd = project.string()};
        made.plan.trials = 3;
        made.passes = {Pass::size};
        return made;
    }

    void interrupt_at(std::size_t which) {
        execution = [which](std::size_t i) { return i == which ? throw process::Interrupted() : took(0.01); };
        executions.clear();
    }

    Measurement baseline() { return pipeline::baseline(context(runner), options()); }

    Measurement remeasure(const Measurement& base, RemeasureOptions how = {}) {
        how.measure.passes = {};
        how.pairs.limit = 4;
        executions.clear();
        return pipeline::remeasure(context(runner), base, how);
    }

    std::string hint;
    ExitCode code_of(const std::function<void()>& act) {
        try {
            act();
        } catch (const Error& error) {
            hint = error.hint();
            return error.code();
        }
        return ExitCode::ok;
    }
};

std::size_t trials_of(const Measurement& measurement) { return find_metric(measurement, "wall_time")->summary.n; }

} // namespace

TEST_CASE_METHOD(Stages, "a baseline is saved as it is returned") {
    const auto made = baseline();
    CHECK(made.complete);
    CHECK(made.role == Role::baseline);
    CHECK(trials_of(made) == 3);
    CHECK(executions.size() == 4); // one to warm up
    const auto saved = store.load("latest");
    CHECK(saved.id == made.id);
    CHECK(find_metric(saved, "file_size")->summary.median == 9);
    CHECK(store.get_blob(saved.executable.snapshots.at(0).sha256) == "a program");
    CHECK(store.list().size() == 1);
}

TEST_CASE_METHOD(Stages, "what was not asked for is said") {
    const auto made = baseline();
    Words what;
    for (const auto& missing : made.not_measured)
        what.push_back(missing.what);
    CHECK(what == Words{"section sizes", "CPU profile", "allocations", "leaks"});
}

TEST_CASE_METHOD(Stages, "interrupted before a trial is finished, nothing is saved") {
    for (const std::size_t which : {1u, 2u}) {
        interrupt_at(which);
        CHECK(code_of([&] { (void)baseline(); }) == ExitCode::interrupted);
        CHECK(hint == "nothing is saved: start it again");
        CHECK(store.list().empty());
    }
}

TEST_CASE_METHOD(Stages, "interrupted while cargo builds, nothing is saved") {
    FakeRunner interrupted([](const process::Command&) -> process::Execution { throw process::Interrupted(); });
    auto cargo = options();
    cargo.workload.argv = {"cargo", "run"};
    CHECK(code_of([&] { (void)pipeline::baseline(context(interrupted), cargo); }) == ExitCode::interrupted);
    CHECK(hint == "nothing is saved: start it again");
}

TEST_CASE_METHOD(Stages,
                 "interrupted after two trials, these are saved as incomplete, and no pass is silently missing") {
    interrupt_at(4);
    CHECK_THROWS_AS(baseline(), process::Interrupted);
    const auto saved = store.load("latest");
    CHECK_FALSE(saved.complete);
    CHECK(trials_of(saved) == 2);
    REQUIRE(saved.not_measured.size() == 4);
    CHECK(saved.not_measured.at(0).what == "executable sizes");
    CHECK(saved.not_measured.at(0).why == "interrupted before its pass was finished");
    CHECK(saved.not_measured.at(1).what == "CPU profile");
    CHECK(saved.not_measured.at(1).why == "its pass was not asked for");
}

TEST_CASE_METHOD(Stages, "a workload that fails leaves nothing") {
    execution = [](std::size_t i) { return i < 3 ? took(0.01) : process::Execution{.status = {.code = 9}}; };
    CHECK(code_of([&] { (void)baseline(); }) == ExitCode::workload_failed);
    CHECK(store.list().empty());
}

TEST_CASE_METHOD(Stages, "a remeasure keeps both sides of its pairs") {
    const auto base = baseline();
    const auto made = remeasure(base);
    CHECK(made.role == Role::candidate);
    REQUIRE(made.paired);
    CHECK(made.paired->id == base.id);
    CHECK(trials_of(made) == 4);
    CHECK(made.paired->metrics.front().trials.size() == 4);
    CHECK(executions.size() == 10); // one pair to warm up
    CHECK(store.load("candidate").id == made.id);
}

TEST_CASE_METHOD(Stages, "a remeasure that is interrupted keeps the finished pairs only") {
    const auto base = baseline();
    interrupt_at(8); // within the third pair
    CHECK_THROWS_AS(remeasure(base), process::Interrupted);
    const auto saved = store.load("candidate");
    CHECK_FALSE(saved.complete);
    CHECK(trials_of(saved) == 2);
    CHECK(saved.paired->metrics.front().trials.size() == 2);
    interrupt_at(3);
    CHECK(code_of([&] { (void)remeasure(base); }) == ExitCode::interrupted);
    CHECK(store.list().size() == 2);
}

TEST_CASE_METHOD(Stages, "what a remeasure is not told is as the baseline had it") {
    auto before = options();
    before.workload.env = {{"A", "1"}, {"B", "1"}};
    before.workload.stdin_path = file("in.txt", "");
    before.workload.timeout = 7;
    before.workload.cpus = {0};
    const auto base = pipeline::baseline(context(runner), before);
    RemeasureOptions how;
    how.measure.workload.env = {{"B", "2"}};
    how.measure.workload.cpus = {1};
    const auto workload = remeasure(base, how).workload;
    CHECK(workload.argv == base.workload.argv);
    CHECK(workload.cwd == base.workload.cwd);
    CHECK(workload.env == std::map<std::string, std::string>{{"A", "1"}, {"B", "2"}});
    CHECK(workload.stdin_path == base.workload.stdin_path);
    CHECK(workload.timeout == base.workload.timeout);
    for (const auto& command : executions)
        CHECK(command.cpus == std::vector<int>{1}); // both sides, or the pairs would not be fair
}

TEST_CASE_METHOD(Stages, "two commands that are interrupted leave nothing") {
    interrupt_at(5);
    RemeasureOptions side;
    side.measure = options();
    CHECK(code_of([&] { (void)measure_both(context(runner), side, side); }) == ExitCode::interrupted);
    CHECK(hint == "nothing is saved: start it again");
    CHECK(store.list().empty());
}
