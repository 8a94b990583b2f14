#include "sandbox.hpp"
#include "workload_settings.hpp"

using namespace perfeng;
using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;

namespace {

std::vector<cli::ConfiguredWorkload> workloads_in(const Sandbox& sandbox, const std::string& text) {
    sandbox.write("project/perfeng.toml", text);
    cli::SharedOptions options;
    options.config = (sandbox / "project/perfeng.toml").string();
    return configured_workloads(cli::Session(options, {}));
}

void check_refused(const std::string& text, const std::string& message, const std::string& hint) {
    const Sandbox sandbox;
    INFO(text);
    try {
        (void)workloads_in(sandbox, text);
        FAIL("was taken");
    } catch (const Error& error) {
        CHECK_THAT(error.what(), ContainsSubstring("perfeng.toml:" + message));
        CHECK_THAT(error.hint(), ContainsSubstring(hint));
    }
}

} // namespace

TEST_CASE("a workload of the configuration is read whole") {
    const Sandbox sandbox;
    sandbox.write("project/data/here", "");
    const auto all = workloads_in(sandbox, R"([[workloads]]
name = "convert"
command = "./app --mode 'two words' {size}"
build = "make app"
cwd = "data"
stdin = "data/{size}.txt"
env = { LEVEL = 3, NAME = "a=b" }
prepare = "sync"
input_size = 500
inputs = { 1000 = "data/1000.csv", 500 = "data/500.csv" }
outputs = ["out.csv"]
passes = "cpu,size"
watch = ["parse_*"]
thresholds = { cpu_time = "2%" }
timeout = "300ms"
ignore_failure = true
[workloads.budgets]
peak_rss = "200MB"

[[workloads]]
name = "other"
command = ["./app", "one word"]
)");
    REQUIRE(all.size() == 2);
    const auto& one = all.front();
    const auto project = std::filesystem::canonical(sandbox / "project");
    CHECK(one.name == "convert");
    CHECK(one.workload.argv == Words{"./app", "--mode", "two words", "{size}"});
    CHECK_THAT(one.build, StartsWith("cd ") && EndsWith(" && make app"));
    CHECK(one.workload.cwd == project / "data");
    CHECK(std::filesystem::path(one.workload.stdin_path) == sandbox / "project/data/{size}.txt");
    CHECK(one.workload.env == std::map<std::string, std::string>{{"LEVEL", "3"}, {"NAME", "a=b"}});
    CHECK(one.workload.prepare == "sync");
    CHECK(one.workload.input_size == 500);
    REQUIRE(one.inputs.size() == 2);
    CHECK(one.inputs.front().size == 500);
    CHECK(std::filesystem::path(one.inputs.front().path) == sandbox / "project/data/500.csv");
    CHECK(one.inputs.back().size == 1000);
    CHECK(one.workload.outputs == Words{"out.csv"});
    CHECK(one.passes == "cpu,size");
    CHECK(one.watch == Words{"parse_*"});
    REQUIRE(one.thresholds.size() == 1);
    CHECK(one.thresholds.front().metric == "cpu_time");
    CHECK(one.thresholds.front().limit == Approx(0.02));
    REQUIRE(one.budgets.size() == 1);
    CHECK(one.budgets.front().limit == 200e6);
    CHECK(one.workload.timeout == Approx(0.3));
    CHECK(one.workload.ignore_failure);
    CHECK_THAT(one.origin, EndsWith("perfeng.toml:1"));

    CHECK(all.back().workload.argv == Words{"./app", "one word"});
    CHECK(all.back().workload.cwd == project);
    CHECK_THAT(all.back().origin, EndsWith("perfeng.toml:20"));
}

TEST_CASE("sizes of a workload take the files that it lists") {
    const Sandbox sandbox;
    const auto all = workloads_in(sandbox, "[[workloads]]\nname = 'a'\ncommand = 'cat {size}'\nsizes = '10,20,...,40'\n"
                                           "inputs = { 20 = '/data/20', 30 = '/data/30' }\n");
    REQUIRE(all.size() == 1);
    REQUIRE(all.front().inputs.size() == 3);
    CHECK(all.front().inputs[0].path.empty());
    CHECK(all.front().inputs[1].path == "/data/20");
}

TEST_CASE("a workload that cannot be meant is refused with its place") {
    const std::string named = "\n[[workloads]]\nname = 'a'\n";
    check_refused("[[workloads]]\ncommand = 'true'\n", "1: a workload without a name", "name = ");
    check_refused(named, "2: a workload without a command", "command = ");
    check_refused(named + "command = ' '\n", "2: a workload without a command", "command = ");
    check_refused(named + "command = \"it's\"\n", "4: ", "closing");
    check_refused(named + "command = 'a'\n[[workloads]]\nname = 'a'\ncommand = 'b'\n", "5: the name 'a' stands at",
                  "a name of its own");
    check_refused(named + "command = 'cat {size}'\n", "2: {size} or {input} stands in 'a'", "sizes = ");
    check_refused(named + "command = 'cat'\nsizes = '1,2'\n", "2: every size of 'a' would run the same", "write one");
    check_refused(named + "command = 'cat {input}'\nsizes = '1,2'\n", "2: there is no input of size 1", "inputs = ");
    check_refused(named + "command = 'cat {input}'\ninputs = { 5 = 'a', 5.0 = 'b' }\n", "5: ", "");
    check_refused(named + "command = 'cat {input}'\ninputs = { 5 = 'a', '5.0' = 'b' }\n", "2: two inputs of one size",
                  "leave one");
    check_refused(named + "command = 'cat'\ncwd = 'nowhere'\n", "2: cannot run in", "'cwd'");
    check_refused(named + "command = 'cat'\npasses = 'cpuu'\n", "2: unknown pass 'cpuu'", "'cpu'");
    check_refused(named + "command = 'cat'\ntimeout = 'never'\n", "2: cannot read the time", "10s");
    check_refused(named + "command = 'cat'\ncounter = 'cycles'\n", "2: unknown counter 'cycles'", "instructions");
}

TEST_CASE("a workload's values of a wrong type are refused with their line") {
    const std::string workload = "[[workloads]]\nname = 'a'\ncommand = 'b'\n";
    check_refused("[[workloads]]\nname = 'a'\ncommand = 3\n", "3: 'command' takes a command", "command = \"");
    check_refused("[[workloads]]\ncommand = ['a', 3]\n", "2: 'command' takes", "in quotes");
    check_refused(workload + "comand = 'b'\n", "4: unknown key 'comand' in [[workloads]]", "'command'");
    check_refused(workload + "passes = true\n", "4: 'passes' takes a text, not true", "passes = \"");
    check_refused(workload + "thresholds = '2%'\n", "4: 'thresholds' takes a table", "{ cpu_time = \"3%\" }");
    check_refused(workload + "thresholds = { cpu_tim = '2%' }\n", "4: unknown metric 'cpu_tim'", "'cpu_time'");
    check_refused(workload + "[workloads.budgets]\npeak_rss = '200XB'\n", "5: ", "200MB");
    check_refused(workload + "[workloads.budgets]\n\npeak_rss = true\n", "6: 'peak_rss' takes a text or a number", "");
    check_refused(workload + "env = ['A=1']\n", "4: 'env' takes a table", "NAME = \"value\"");
    check_refused(workload + "inputs = { 5 = 6 }\n", "4: '5' takes a path, not 6", "5 = ");
    check_refused(workload + "input_size = 'big'\n", "4: 'input_size' takes a number", "input_size = ");
    check_refused(workload + "ignore_failure = 'no'\n", "4: 'ignore_failure' takes true or false", "= true");
    check_refused(workload + "outputs = 7\n", "4: 'outputs' takes a text or a list", "[");
    check_refused(workload + "timeout = [7]\n", "4: 'timeout' takes a text or a number, not a list", "timeout");
    check_refused("workloads = 'a'\n", "1: 'workloads' is no list of tables", "[[workloads]]");
}
