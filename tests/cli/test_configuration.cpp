#include "sandbox.hpp"

#include "perfeng/process/program.hpp"

using namespace perfeng;

namespace {

std::string format_of(const Told& told) {
    INFO(told.err);
    CHECK(told.status == 0);
    return told.out.starts_with("[") ? "json" : told.out.starts_with("#") ? "markdown" : "text";
}

Told measure(const Sandbox& sandbox) { return sandbox.perfeng({"baseline", "--json", "--", "true"}); }

std::size_t trials_of(const Told& told) {
    return entry_of(told.json().at("metrics"), "name", "wall_time").at("n").get<std::size_t>();
}

} // namespace

TEST_CASE("an option takes its value from the strongest that has one") {
    Sandbox sandbox;
    REQUIRE(sandbox.perfeng({"baseline", "--passes", "none", "--trials", "1", "--", "true"}).status == 0);
    const auto list = [&](const Words& more = {}) {
        Words words{"list", "--store", sandbox.cwd + "/.perfeng"};
        words.insert(words.end(), more.begin(), more.end());
        return format_of(sandbox.perfeng(words));
    };
    CHECK(list() == "text");
    sandbox.write("xdg/perfeng/config.toml", "format = 'markdown'\n");
    CHECK(list() == "markdown");
    sandbox.write("perfeng.toml", "format = 'json'\n");
    CHECK(list() == "json");
    sandbox.env["PERFENG_FORMAT"] = "markdown";
    CHECK(list() == "markdown");
    CHECK(list({"--format", "json"}) == "json");
    sandbox.env["PERFENG_FORMAT"] = std::nullopt;
    sandbox.write("other.toml", "format = 'text'\n");
    CHECK(list({"--config", "other.toml"}) == "text");
}

TEST_CASE("the nearest perfeng.toml upward counts") {
    Sandbox sandbox;
    sandbox.write("perfeng.toml", "[measure]\ntrials = 3\npasses = 'none'\n");
    sandbox.write("one/perfeng.toml", "[measure]\ntrials = 4\npasses = 'none'\n");
    sandbox.write("one/two/here", "");
    CHECK(trials_of(measure(sandbox)) == 3);
    sandbox.cwd += "/one/two";
    CHECK(trials_of(measure(sandbox)) == 4);
}

TEST_CASE("a setting reaches the option it stands for") {
    Sandbox sandbox;
    sandbox.write("perfeng.toml", "quiet = true\nstore = 'kept'\n[measure]\ntrials = 2\nwarmup = 0\npasses = 'none'\n"
                                  "ignore_failure = true\n[budgets]\nwall_time = '1us'\n");
    (void)sandbox.script("work", "echo ran >> log; exit 1\n");
    const auto told = sandbox.perfeng({"baseline", "--", "./work"});
    INFO(told.err);
    CHECK(told.status == 1); // the budget
    CHECK(sandbox.read("log") == "ran\nran\n");
    CHECK(std::filesystem::exists(sandbox / "kept/perfeng.db"));
    CHECK(sandbox.perfeng({"baseline", "--budget", "wall_time=60s", "--", "./work"}).status == 0);
}

TEST_CASE("the environment sets what has an option") {
    Sandbox sandbox;
    sandbox.env["PERFENG_TRIALS"] = "3";
    sandbox.env["PERFENG_PASSES"] = "none";
    CHECK(trials_of(measure(sandbox)) == 3);
    sandbox.env["PERFENG_TRIALS"] = "many";
    check_error(measure(sandbox), 2, "PERFENG_TRIALS", "--trials");
}

TEST_CASE("a configuration that cannot be meant is refused with file, line and the nearest key") {
    const Sandbox sandbox;
    const auto refused = [&](const std::string& text, const std::string& message, const std::string& hint) {
        sandbox.write("perfeng.toml", text);
        check_error(sandbox.perfeng({"list"}), 2, message, hint);
    };
    refused("\nformt = 'json'\n", "perfeng.toml:2: unknown key 'formt'", "did you mean 'format'?");
    refused("[measure]\ntrails = 3\n", "perfeng.toml:2: unknown key 'trails' in [measure]", "did you mean 'trials'?");
    refused("[mesure]\n", "perfeng.toml:1: unknown key 'mesure'", "did you mean 'measure'?");
    refused("store = [1]\n", "perfeng.toml:1: 'store' takes a path, not a list", "store = ");
    refused("measure = 3\n", "perfeng.toml:1: 'measure' is no table", "[measure]");
    refused("format = 'json\n", "perfeng.toml:1: ", "mend the file");
    refused("format = 'jsn'\n", "unknown format 'jsn'", "did you mean 'json'?");
    sandbox.write("perfeng.toml", "top = 3\n[measure]\ntrials = 'many'\n");
    check_error(measure(sandbox), 2, "perfeng.toml:3: ", "trials = 10");
    refused("[thresholds]\ncpu_tim = '3%'\n", "perfeng.toml:2: unknown metric 'cpu_tim'", "did you mean 'cpu_time'?");
}

TEST_CASE("a setting of a wrong type is refused, whatever the command") {
    const Sandbox sandbox;
    const auto refused = [&](const std::string& text, const std::string& message, const std::string& hint) {
        sandbox.write("perfeng.toml", text);
        check_error(sandbox.perfeng({"list"}), 2, "error: perfeng.toml:" + message, hint);
    };
    refused("[measure]\nwarmup = 'x'\n", "2: 'warmup' takes a whole number from 0, not the text \"x\"", "warmup = 10");
    refused("[measure]\ntrials = -3\n", "2: 'trials' takes a whole number from 0, not -3", "trials = 10");
    refused("[measure]\nfrequency = 'often'\n", "2: 'frequency' takes a number", "frequency = ");
    refused("[measure]\npasses = true\n", "2: 'passes' takes a text, not true", "passes = \"");
    refused("[measure]\ntimeout = 2024-01-01\n", "2: 'timeout' takes a text or a number, not a date", "timeout = ");
    refused("strict = 'yes please'\n", "1: 'strict' takes true or false", "strict = true");
    refused("watch = 3\n", "1: 'watch' takes a text or a list of texts", "watch = [");
    refused("watch = ['a', 3]\n", "1: 'watch' takes a text or a list of texts, not 3 in it", "quotes");
    refused("[check]\nbuild = ['make']\n", "2: 'build' takes a shell command, not a list", "build = \"");
    refused("[check]\nbse = 'main'\n", "2: unknown key 'bse' in [check]", "did you mean 'base'?");
    refused("[verify]\ntests = { a = 'b' }\n", "2: 'tests' takes a shell command or a list", "tests = [");
    refused("[budgets]\npeak_rss = 'much'\n", "2: ", "200MB");
    refused("budgets = 3\n", "1: 'budgets' takes a table", "budgets = {");
    refused("[[rules]]\nframes = 3\n", "2: 'frames' takes", "frames = [");
    refused("[[inputs]]\nsize = true\n", "2: 'size' takes a text or a number", "size = ");
}

TEST_CASE("a section of one command does not speak to another") {
    const Sandbox sandbox;
    sandbox.write("perfeng.toml", "[try]\ntime_limit = 'never'\n[verify]\ntests = ['true']\n");
    CHECK(sandbox.perfeng({"verify", "--list"}).status == 0);
    check_error(sandbox.perfeng({"try", "--", "true"}), 2, "the time 'never' of --time-limit", "write it as");

    sandbox.compile("app", "int main(void) { return 0; }");
    sandbox.write("perfeng.toml", "[measure]\nbuild = 'make-it'\n");
    CHECK_THAT(sandbox.perfeng({"try", "--list", "--", "./app"}).out, !ContainsSubstring("make-it"));
    sandbox.write("perfeng.toml", "[try]\nbuild = 'make-it {out}'\n");
    CHECK_THAT(sandbox.perfeng({"try", "--list", "--", "./app"}).out, ContainsSubstring("make-it {out}"));
    for (const std::string section : {"try", "check"}) {
        sandbox.write("perfeng.toml", "[" + section + "]\nbuild = 'touch built'\n");
        CHECK(sandbox.perfeng({"baseline", "--passes", "size", "--trials", "1", "--", "./app"}).status == 0);
        CHECK_FALSE(std::filesystem::exists(sandbox / "built"));
    }
}
