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
    refused("store = [1]\n", "perfeng.toml:1: 'store' is neither a text nor", "configuration");
    refused("measure = 3\n", "perfeng.toml:1: 'measure' is no table", "[measure]");
    refused("format = 'json\n", "perfeng.toml:1: ", "mend the file");
    refused("format = 'jsn'\n", "unknown format 'jsn'", "did you mean 'json'?");
    sandbox.write("perfeng.toml", "top = 3\n[measure]\ntrials = 'many'\n");
    check_error(measure(sandbox), 2, "perfeng.toml:3: ", "--trials");
    sandbox.write("perfeng.toml", "[thresholds]\ncpu_tim = '3%'\n");
    check_error(sandbox.perfeng({"compare"}), 2, "unknown metric 'cpu_tim'", "did you mean 'cpu_time'?");
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
    sandbox.write("perfeng.toml", "[try]\nbuild = 'exit 7'\n");
    CHECK(sandbox.perfeng({"baseline", "--passes", "size", "--trials", "1", "--", "./app"}).status == 0);
}
