#include "../../src/measure/counting_environment.hpp"
#include "catch.hpp"

#include "perfeng/measure/instruction_counts.hpp"

#include <algorithm>

using namespace perfeng;
using namespace perfeng::measure;

namespace {

Profile counted(std::vector<FunctionCost> functions) {
    Profile profile;
    profile.tool = "callgrind";
    profile.event = "instructions";
    for (const auto& function : functions)
        profile.weight += function.self;
    profile.functions = std::move(functions);
    return profile;
}

FunctionCost cost(const std::string& name, double self, const std::string& module = "/app") {
    FunctionCost made;
    made.name = name;
    made.module = module;
    made.file = name + ".c";
    made.line = 3;
    made.self = self;
    return made;
}

const FunctionTime& row(const FunctionTimes& times, const std::string& name) {
    const auto found = std::ranges::find(times.functions, name, &FunctionTime::name);
    REQUIRE(found != times.functions.end());
    return *found;
}

} // namespace

TEST_CASE("counts of several executions become shares by name, and what has none is told apart") {
    const auto times =
        counted_functions({counted({cost("hash", 600'000), cost("copy", 300'000, "/lib"), cost("copy", 60'000),
                                    cost("0x1090", 30'000), cost("tiny", 10'000)}),
                           counted({cost("hash", 900'000), cost("[unknown]", 99'990), cost("once", 10)})});
    CHECK(times.tool == "callgrind");
    CHECK(times.event == "instructions");
    CHECK(times.samples == std::vector<std::uint64_t>{0, 0});
    CHECK(row(times, "hash").shares == std::vector<double>{0.6, 0.9});
    CHECK(row(times, "hash").file == "hash.c");
    CHECK(row(times, "hash").line == 3);
    CHECK(row(times, "copy").shares == std::vector<double>{0.36, 0});
    CHECK(row(times, "tiny").shares == std::vector<double>{0.01, 0});
    CHECK(times.functions.size() == 3); // "once" is too small
    CHECK(times.functions.front().name == "hash");
    CHECK(times.unknown[0] == Approx(0.03));
    CHECK(times.unknown[1] == Approx(0.09999));
    CHECK(times.others[0] == 0);
    CHECK(times.others[1] == Approx(0.00001));
}

TEST_CASE("a pinned environment has one size, whatever it holds") {
    process::Command plain;
    process::Command other;
    other.env["A_VARIABLE"] = std::string(1234, 'a');
    other.env["HOME"] = std::nullopt;
    CHECK(environment_size(plain) != environment_size(other));
    pin_environment(plain);
    pin_environment(other);
    CHECK(environment_size(plain) == environment_size(other));
    CHECK(environment_size(plain) % 1024 == 0);
    pin_environment(plain); // once more changes nothing
    CHECK(environment_size(plain) == environment_size(other));
}

TEST_CASE("the user's tunables stay, and ours come behind them") {
    process::Command command;
    command.env["GLIBC_TUNABLES"] = "glibc.malloc.check=1";
    pin_environment(command);
    CHECK(*command.env["GLIBC_TUNABLES"] == "glibc.malloc.check=1:" + pinned_tunables());
    command.env["GLIBC_TUNABLES"] = std::nullopt; // unset for the workload
    pin_environment(command);
    CHECK(*command.env["GLIBC_TUNABLES"] == pinned_tunables());
    CHECK_THAT(pinned_tunables(), ContainsSubstring("glibc.cpu.hwcaps=-AVX512F,") && ContainsSubstring(",-AVX2,"));
}
