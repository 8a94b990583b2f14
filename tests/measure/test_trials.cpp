#include "catch.hpp"
#include "fake_runner.hpp"

#include "perfeng/measure/metrics.hpp"
#include "perfeng/measure/pairs.hpp"
#include "perfeng/measure/trials.hpp"
#include "perfeng/model/error.hpp"

#include <set>

using namespace perfeng;
using namespace perfeng::measure;

namespace {

struct Bench {
    explicit Bench(FakeRunner::Answer answer) : runner(std::move(answer)) {}

    [[nodiscard]] TrialSetup setup() { return {runner, own_timer(runner), workload, "", directory.path()}; }

    FakeRunner runner;
    process::TemporaryDirectory directory;
    Workload workload{.argv = {"program"}};
};

std::vector<Trial> trials_of(Bench& bench, const TrialPlan& plan) {
    std::vector<Trial> trials;
    Progress silent;
    run_trials(bench.setup(), plan, silent, trials);
    return trials;
}

} // namespace

TEST_CASE("a plan of N trials runs N, after the warm-up") {
    Bench bench([](const auto&) { return took(0.01); });
    CHECK(trials_of(bench, {.warmup = 2, .trials = 7}).size() == 7);
    CHECK(bench.runner.commands.size() == 9);
}

TEST_CASE("steady trials stop at ten, unsteady ones go on until the interval is narrow") {
    Bench steady([](const auto&) { return took(0.01); });
    CHECK(trials_of(steady, {}).size() == 10);

    int n = 0;
    Bench unsteady([&](const auto&) { return took(n++ < 40 ? 0.01 + 0.001 * (n % 7) : 0.0123); });
    const auto count = trials_of(unsteady, {}).size();
    CHECK(count > 40);
    CHECK(count < 200);
}

TEST_CASE("the runs are counted, prepared and given the workload's words") {
    Bench bench([](const auto&) { return took(0.01); });
    bench.workload = {.argv = {"program", "x"}, .env = {{"A", "1"}}, .prepare = "sync", .cpus = {1}, .timeout = 5};
    (void)run_trial(bench.setup(), {{"B", "2"}});
    REQUIRE(bench.runner.commands.size() == 2);
    CHECK(bench.runner.commands[0].argv == std::vector<std::string>{"sh", "-c", "sync"});
    const auto& command = bench.runner.commands[1];
    CHECK(command.argv == std::vector<std::string>{"program", "x"});
    CHECK(command.env.at("A") == "1");
    CHECK(command.env.at("B") == "2");
    CHECK(command.cpus == std::vector<int>{1});
    CHECK(command.timeout == 5.0);
    CHECK(command.count_events);
}

TEST_CASE("output is told apart by its digest, files and stdout together") {
    std::string text = "one";
    Bench bench([&](const auto&) { return process::Execution{.out = text}; });
    bench.workload.cwd = bench.directory.path().string();
    bench.workload.outputs = {"result"};
    process::write_file(bench.directory.path() / "result", "a");
    const auto first = run_trial(bench.setup()).output_digest;
    CHECK(run_trial(bench.setup()).output_digest == first);
    process::write_file(bench.directory.path() / "result", "b");
    CHECK(run_trial(bench.setup()).output_digest != first);
    process::write_file(bench.directory.path() / "result", "a");
    text = "two";
    CHECK(run_trial(bench.setup()).output_digest != first);
    bench.workload.outputs = {"none"};
    CHECK_THROWS_WITH(run_trial(bench.setup()), ContainsSubstring("did not write none"));
}

TEST_CASE("a failing workload ends with its status, its last words and what to try") {
    Bench bench([](const auto&) { return process::Execution{.status = {.code = 3}, .err = "no such table\n"}; });
    try {
        (void)run_trial(bench.setup());
        FAIL("no error");
    } catch (const Error& error) {
        CHECK(error.code() == ExitCode::workload_failed);
        CHECK(std::string(error.what()) == "the workload failed: exit status 3\nno such table\n");
        CHECK_THAT(error.hint(), ContainsSubstring("--ignore-failure"));
    }
    bench.workload.ignore_failure = true;
    CHECK(run_trial(bench.setup()).status.code == 3);
}

TEST_CASE("a time limit is a failure even where failure is ignored") {
    Bench bench([](const auto&) { return process::Execution{.status = {.timed_out = true}}; });
    bench.workload.ignore_failure = true;
    bench.workload.timeout = 2;
    CHECK_THROWS_WITH(run_trial(bench.setup()), ContainsSubstring("time limit"));
}

TEST_CASE("trials that are done survive an exception in a later one") {
    int n = 0;
    Bench bench([&](const auto&) -> process::Execution {
        if (++n == 5)
            throw Error("interrupted", "");
        return took(1);
    });
    std::vector<Trial> trials;
    Progress silent;
    CHECK_THROWS(run_trials(bench.setup(), {.warmup = 1, .trials = 10}, silent, trials));
    CHECK(trials.size() == 3);
}

TEST_CASE("each pair is run in an order of its own, with one padding for both sides") {
    Bench base([](const auto&) { return took(0.01); });
    Workload candidate_workload{.argv = {"candidate"}};
    const TrialSetup candidate{base.runner, own_timer(base.runner), candidate_workload, "", base.directory.path()};
    std::vector<TrialPair> pairs;
    Progress silent;
    run_pairs(base.setup(), candidate, {.limit = 40, .seed = 7}, [](const auto&) { return false; }, silent, pairs);
    CHECK(pairs.size() == 40);
    const auto& commands = base.runner.commands;
    REQUIRE(commands.size() == 82); // one warm-up pair
    int base_first = 0;
    std::set<std::string> paddings;
    for (std::size_t i = 0; i < commands.size(); i += 2) {
        CHECK(commands[i].argv != commands[i + 1].argv);
        CHECK(commands[i].env.at("PERFENG_PADDING") == commands[i + 1].env.at("PERFENG_PADDING"));
        paddings.insert(*commands[i].env.at("PERFENG_PADDING"));
        base_first += commands[i].argv.front() == "program" ? 1 : 0;
    }
    CHECK(base_first > 10);
    CHECK(base_first < 31);
    CHECK(paddings.size() > 35);
    CHECK(paddings.rbegin()->size() <= 4095);
}

TEST_CASE("pairs stop when enough is known") {
    Bench bench([](const auto&) { return took(0.01); });
    std::vector<TrialPair> pairs;
    Progress silent;
    run_pairs(
        bench.setup(), bench.setup(), {.limit = 40, .seed = 1}, [&](const auto&) { return pairs.size() == 8; }, silent,
        pairs);
    CHECK(pairs.size() == 8);
}

TEST_CASE("metrics hold what all trials have, in the order of the table") {
    Trial trial{.usage = {.wall_time = 2, .user_time = 1, .system_time = 0.5, .peak_rss = 4096}};
    auto counted = trial;
    counted.usage.instructions = 5;
    const auto metrics = metrics_of({trial, counted});
    REQUIRE(metrics.size() == 9);
    CHECK(metrics[0].name == "wall_time");
    CHECK(metrics[1].name == "cpu_time");
    CHECK(metrics[1].summary.median == Approx(1.5));
    CHECK(metrics[4].name == "peak_rss");
    CHECK(metrics[4].unit == Unit::bytes);
    CHECK(metrics_of({counted, counted}).size() == 10);
    CHECK(metrics_of({}).empty());
}
