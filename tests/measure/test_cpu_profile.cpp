#include "catch.hpp"
#include "fake_runner.hpp"

#include "perfeng/measure/cpu_profile.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/tools/stacks/perf.hpp"

#include <algorithm>
#include <map>

using namespace perfeng;
using namespace perfeng::measure;

namespace {

constexpr auto one_sample = "a 1 1.0: 1001001 cpu-clock: \n\t10 main+0x1 (/nowhere)\n\n";

/// A perf that works, with a workload that ends as told. Each recording holds one sample.
FakeRunner::Answer perf_and(ExitStatus workload, std::string messages = {}) {
    return [=](const process::Command& command) {
        const auto& argv = command.argv;
        process::Execution execution;
        if (argv.size() > 1 && argv[1] == "stat")
            execution.err = "<not supported>,,cycles,0,100.00,,\n";
        if (argv.size() > 1 && argv[1] == "script")
            execution.out = one_sample;
        if (argv.size() > 1 && argv[1] == "record" && argv.back() != "true") {
            process::write_file(*(std::ranges::find(argv, "-o") + 1), "PERFILE2");
            execution.status = workload;
            execution.err = messages;
        }
        return execution;
    };
}

struct Setup {
    explicit Setup(std::vector<std::string> argv) {
        workload.argv = std::move(argv);
        workload.cwd = scratch.path().string();
    }
    PassContext context(process::Runner& runner, double wall, double cpu, double limit = 60) {
        return {.runner = runner,
                .workload = workload,
                .executable = workload.argv.front(),
                .trial_wall = wall,
                .trial_cpu = cpu,
                .limit = limit,
                .scratch = scratch.path()};
    }
    process::TemporaryDirectory scratch;
    Workload workload;
};

std::map<std::string, double> leaf_shares(const Profile& profile) {
    std::map<std::string, double> shares;
    for (const auto& stack : profile.stacks)
        if (!stack.frames.empty())
            shares[profile.frames.at(stack.frames.front()).name] += stack.weight / profile.weight;
    return shares;
}

} // namespace

TEST_CASE("rate and repetitions reach the samples wanted, within the limit", "[cpu_profile]") {
    const ProfileOptions options;
    const auto executions = [&](double seconds, double limit) {
        return plan_sampling(options, seconds, seconds, limit).executions;
    };
    CHECK(plan_sampling(options, 2, 2, 60).frequency == 999);
    CHECK(executions(2, 60) == 1);
    CHECK(plan_sampling(options, 0.2, 0.2, 60).frequency == 2500);
    CHECK(executions(0.2, 60) == 1);
    CHECK(plan_sampling(options, 0.01, 0.01, 60).frequency == 4999);
    CHECK(executions(0.01, 60) == 11);
    CHECK(executions(0, 1e6) > 11);
    CHECK(executions(0, 1e6) <= 200);
    CHECK(executions(0.01, 1) < 3);
    CHECK(executions(0.01, 0) == 1);
    CHECK(plan_sampling({.frequency = 99}, 2, 2, 60).frequency == 99);
    CHECK(plan_sampling({.frequency = 99}, 2, 2, 60).executions == 3);
}

TEST_CASE("several short executions become one profile", "[cpu_profile]") {
    REQUIRE(process::find_program("perf"));
    FakeRunner runner(perf_and({}));
    Setup setup({"/bin/nothing"});
    const auto result = profile_cpu(setup.context(runner, 0.01, 0.01), {.call_graph = "dwarf,16384"});
    REQUIRE(result.result.has_value());
    CHECK(result.result->samples == 11);
    CHECK(result.result->stacks.size() == 1);
    CHECK(result.result->frequency == 4999);
    CHECK(result.result->call_graph == "dwarf,16384");
    CHECK(result.not_measured.empty());
    REQUIRE(result.raw.size() == 1);
    CHECK(result.raw[0].kind == "perf.data");
    CHECK(std::filesystem::exists(result.raw[0].path));
}

TEST_CASE("what perf compressed and cannot read is recorded again, uncompressed", "[cpu_profile]") {
    REQUIRE(process::find_program("perf"));
    bool compressed = false;
    int recordings = 0;
    const auto working_perf = perf_and({});
    FakeRunner runner([&](const process::Command& command) {
        auto execution = working_perf(command);
        const auto& argv = command.argv;
        if (argv.size() > 1 && argv[1] == "version")
            execution.out = "                  zstd: [ on  ]  # HAVE_ZSTD_SUPPORT\n";
        if (argv.size() > 1 && argv[1] == "record" && argv.back() != "true") {
            compressed = std::ranges::find(argv, "-z1") != argv.end();
            recordings += 1;
        }
        if (argv.size() > 1 && argv[1] == "script" && compressed && recordings > 2) {
            execution.status.code = 255;
            execution.err = "Couldn't decompress data\n0x20276 [0xffff]: failed to process type: 81 [Operation not "
                            "permitted]\n"; // of perf 6.1
        }
        return execution;
    });
    Setup setup({"/bin/nothing"});
    const auto result =
        profile_cpu(setup.context(runner, 0.01, 0.01), {.call_graph = "dwarf,16384", .frequency = 4999});
    REQUIRE(result.result.has_value());
    CHECK(result.result->samples == 11);
    CHECK(recordings == 12); // the third twice
    CHECK_FALSE(compressed);
}

TEST_CASE("where perf sees little of the CPU time, it samples faster, where that is not too much", "[cpu_profile]") {
    REQUIRE(process::find_program("perf"));
    bool fast = false;
    const auto slow_perf = perf_and({});
    FakeRunner runner([&](const process::Command& command) {
        auto execution = slow_perf(command);
        if (command.argv.size() > 1 && command.argv[1] == "record")
            fast = std::ranges::find(command.argv, "24997") != command.argv.end();
        for (int more = 0; fast && !execution.out.empty() && more < 299; ++more)
            execution.out += one_sample;
        return execution;
    });
    Setup setup({"/bin/nothing"});
    const auto profile_of = [&](double cpu, const ProfileOptions& options) {
        return *profile_cpu(setup.context(runner, cpu, cpu), options).result;
    };
    CHECK(profile_of(0.5, {.call_graph = "fp"}).samples == 300);
    CHECK(profile_of(0.5, {.call_graph = "fp"}).frequency == 24997);
    CHECK(profile_of(0.5, {.call_graph = "fp", .frequency = 999}).samples < 10); // as the user says
    CHECK(profile_of(30, {.call_graph = "fp"}).samples < 10);
}

TEST_CASE("a workload that fails under perf is told with its last words", "[cpu_profile]") {
    REQUIRE(process::find_program("perf"));
    FakeRunner runner(perf_and({.code = 3}, "cannot open the input\n"));
    Setup setup({"/bin/nothing"});
    const auto failed = profile_cpu(setup.context(runner, 2, 2), {});
    CHECK_FALSE(failed.result);
    REQUIRE(failed.not_measured.size() == 1);
    CHECK_THAT(failed.not_measured[0].why,
               ContainsSubstring("exit status 3") && ContainsSubstring("cannot open the input"));
    CHECK_THAT(failed.not_measured[0].how, ContainsSubstring("/bin/nothing"));

    setup.workload.ignore_failure = true;
    CHECK(profile_cpu(setup.context(runner, 2, 2), {}).result.has_value());
}

TEST_CASE("a pass that cannot end in time is not started", "[cpu_profile]") {
    FakeRunner runner(perf_and({}));
    Setup setup({"/bin/nothing"});
    const auto result = profile_cpu(setup.context(runner, 61, 61), {});
    CHECK_FALSE(result.result);
    CHECK(result.not_measured.size() == 1);
    CHECK(runner.commands.empty());
}

TEST_CASE("where perf may not record, the reason and the remedy are told", "[cpu_profile]") {
    REQUIRE(process::find_program("perf"));
    FakeRunner runner([](const process::Command& command) {
        process::Execution execution;
        if (command.argv.size() > 1 && command.argv[1] == "record") {
            execution.status.code = 255;
            execution.err = "Error:\nAccess to performance monitoring and observability operations is limited.\n"
                            "Consider adjusting /proc/sys/kernel/perf_event_paranoid setting\n";
        }
        if (command.argv.back() == "--version")
            execution.out = "valgrind-3.19.0\n";
        return execution;
    });
    Setup setup({"/bin/nothing"});
    const auto result = profile_cpu(setup.context(runner, 10, 10), {});
    CHECK_FALSE(result.result);
    REQUIRE_FALSE(result.not_measured.empty());
    CHECK_THAT(result.not_measured[0].how, ContainsSubstring("sysctl -w kernel.perf_event_paranoid=1"));
}

#ifdef __linux__
TEST_CASE("a real profile of a program with known shares", "[cpu_profile]") {
    const auto runner = process::system_runner();
    Setup setup({PERFENG_PROGRAMS "/four_shares", "300"});
    REQUIRE(tools::find_perf(*runner, setup.scratch.path()));
    const auto result = profile_cpu(setup.context(*runner, 0.3, 0.3), {.wanted_samples = 3000});
    REQUIRE(result.result.has_value());
    CHECK(result.result->samples > 1000);
    const auto shares = leaf_shares(*result.result);
    for (const auto& [name, share] :
         std::map<std::string, double>{{"sixty", 0.60}, {"twenty_five", 0.25}, {"ten", 0.10}, {"five", 0.05}})
        CHECK(shares.at(name) == Approx(share).margin(0.03));
    const auto sixty = std::ranges::find(result.result->frames, "sixty", &Frame::name);
    if (!sixty->file.empty()) { // with a symbolizer
        CHECK_THAT(sixty->file, ContainsSubstring("four_shares.c"));
        CHECK(sixty->line == 14); // ROUNDS(sixty, ...)
    }
}
#endif
