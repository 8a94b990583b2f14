#include "catch.hpp"
#include "fake_runner.hpp"

#include "perfeng/measure/trials.hpp"
#include "perfeng/model/error.hpp"

using namespace perfeng;
using namespace perfeng::measure;

namespace {

Trial trial_with(const Timer& timer, process::Runner& runner, const process::TemporaryDirectory& directory,
                 std::vector<std::string> argv) {
    const Workload workload{.argv = std::move(argv)};
    return run_trial({runner, timer, workload, "", directory.path()});
}

} // namespace

TEST_CASE("both timers tell the memory that a program determines") {
    const auto runner = process::system_runner();
    const process::TemporaryDirectory directory;
    const auto own = own_timer(*runner);
    const auto external = time_timer(*runner, directory.path());

    const std::vector<std::string> memory{PERFENG_PROGRAMS "/use_memory", "100"};
    const auto a = trial_with(own, *runner, directory, memory).usage;
    const auto b = trial_with(external, *runner, directory, memory).usage;
    CHECK(static_cast<double>(b.peak_rss) == Approx(static_cast<double>(a.peak_rss)).epsilon(0.01));
    CHECK(static_cast<double>(b.minor_faults) == Approx(static_cast<double>(a.minor_faults)).epsilon(0.01));
}

// GNU time rounds times to 10 ms. One execution is seen by both: by time, and from outside by the built-in timer, which
// sees time itself too.
TEST_CASE("one execution reads the same in both timers, within the tool's rounding") {
    const auto runner = process::system_runner();
    const process::TemporaryDirectory directory;
    struct Recorder : process::Runner {
        explicit Recorder(process::Runner& runner) : inner(runner) {}
        process::Execution run(const process::Command& command) override { return last = inner.run(command); }
        process::Runner& inner;
        process::Execution last;
    } recorder(*runner);
    const auto usage =
        trial_with(time_timer(recorder, directory.path()), recorder, directory, {PERFENG_PROGRAMS "/burn", "200"})
            .usage;
    const auto& outside = recorder.last.usage; // time itself and its child
    CHECK(usage.wall_time == Approx(outside.wall_time).margin(0.02));
    CHECK(usage.user_time == Approx(outside.user_time).margin(0.02));
    CHECK(usage.system_time == Approx(outside.system_time).margin(0.02));
    CHECK(usage.involuntary_switches <= outside.involuntary_switches);
}

TEST_CASE("the external timer passes the exit status on") {
    const auto runner = process::system_runner();
    const process::TemporaryDirectory directory;
    const auto external = time_timer(*runner, directory.path());
    CHECK_THROWS_WITH(trial_with(external, *runner, directory, {"sh", "-c", "exit 3"}),
                      ContainsSubstring("exit status 3"));
}
