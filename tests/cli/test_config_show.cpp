#include "sandbox.hpp"
#include "settings.hpp"

using namespace perfeng;

namespace {

std::string shown_config(const Sandbox& sandbox, const Words& more = {}) {
    Words words{"config", "show"};
    words.insert(words.end(), more.begin(), more.end());
    const auto told = sandbox.perfeng(words);
    INFO(told.err);
    REQUIRE(told.status == 0);
    return told.out;
}

constexpr auto full_configuration = R"(store = "kept"
strict = true
watch = ["a \"quoted\" one", 'back\slash']
coverage = "data/lcov.info"
[measure]
trials = 7
frequency = 99.5
touch = "src/main.c"
[verify]
tests = ["make check"]
[scale]
at = 1000
[thresholds]
cpu_time = "2%"
"cpu_time[BM_sort/64]" = 0.04
[budgets]
peak_rss = "200MB"
[[workloads]]
name = "one"
command = "cat 'two words' {input}"
env = { A = "b=c" }
inputs = { 500 = "data/500", "0.5" = "data/half" }
thresholds = { "cpu_time[BM]" = "3%" }
[[rules]]
id = "own.rule"
frames = ["slow_*"]
title = "it is slow"
change = "make it fast"
[[inputs]]
size = 10
path = "data/10"
[[size_budgets]]
sizes = "10-50"
wall_time = "100ms"
)";

} // namespace

TEST_CASE("config show shows every setting with its value in force") {
    const Sandbox sandbox;
    const auto all = Json::parse(shown_config(sandbox, {"--json"}));
    for (const auto& setting : cli::settings) {
        const auto key = std::string(setting.section) + (setting.section.empty() ? "" : ".") + std::string(setting.key);
        INFO(key);
        CHECK(entry_of(all, "key", key).is_object());
    }
    CHECK(entry_of(all, "key", "measure.warmup").at("value") == 1);
    CHECK(entry_of(all, "key", "measure.passes").at("value") == "cpu,alloc,leaks,size");
    CHECK(entry_of(all, "key", "measure.trials").at("value").is_null());
    CHECK(entry_of(all, "key", "try.time_limit").at("value") == "30m");
    CHECK(entry_of(all, "key", "verify.time_limit").at("value") == "600s");
    CHECK(entry_of(all, "key", "strict").at("value") == false);
}

TEST_CASE("what config show prints is a configuration that shows the same") {
    Sandbox sandbox;
    for (const std::string place : {"", "/below/here"}) {
        sandbox.write("perfeng.toml", full_configuration);
        sandbox.write("below/here/empty", "");
        sandbox.cwd = sandbox.path().string() + place;
        const auto shown = shown_config(sandbox);
        INFO(shown);
        for (const auto* const part : {"[[workloads]]", "[[rules]]", "[[inputs]]", "[[size_budgets]]", "peak_rss",
                                       "0.5", "\"cpu_time[BM_sort/64]\" = \"0.04\"", "trials = 7", "frequency = 99.5"})
            CHECK_THAT(shown, ContainsSubstring(part));
        std::filesystem::remove(sandbox / "perfeng.toml");
        sandbox.write(place.empty() ? "perfeng.toml" : "below/here/perfeng.toml", shown);
        CHECK(shown_config(sandbox) == shown);
    }
}

TEST_CASE("config show tells where each value comes from") {
    Sandbox sandbox;
    sandbox.write("perfeng.toml", full_configuration);
    sandbox.write("xdg/perfeng/config.toml", "top = 9\n[budgets]\nwall_time = '1s'\n[[workloads]]\nname = 'two'\n"
                                             "command = 'true'\n");
    sandbox.env["PERFENG_TRIALS"] = "8";
    const auto shown = shown_config(sandbox, {"--origin", "--color", "never"});
    for (const auto* const line :
         {"trials = 8  # PERFENG_TRIALS\n", "strict = true  # perfeng.toml:2\n", "color = \"never\"  # command line\n",
          "warmup = 1  # built in\n", "cpu_time = \"2%\"  # perfeng.toml:14\n", "[[workloads]]  # perfeng.toml:18\n",
          "config.toml:1\n", "wall_time = \"1s\"  # ", "# timeout =  # not set\n"})
        CHECK_THAT(shown, ContainsSubstring(line));
    const auto all = Json::parse(shown_config(sandbox, {"--json"}));
    CHECK(entry_of(all, "key", "thresholds.cpu_time").at("origin") == "perfeng.toml:14");
    CHECK(entry_of(all, "key", "workloads").at("value").at("env").at("A") == "b=c");
    CHECK(all.back().at("key") == "size_budgets");
}

TEST_CASE("config says what it can do, and refuses what cannot be meant") {
    const Sandbox sandbox;
    CHECK_THAT(sandbox.perfeng({"config"}).out, ContainsSubstring("perfeng config show --origin"));
    check_error(sandbox.perfeng({"config", "shwo"}), 2, "cannot 'shwo'", "perfeng config show");
    sandbox.write("perfeng.toml", "[[workloads]]\nname = 'a'\ncommand = 'cat {size}'\n");
    check_error(sandbox.perfeng({"config", "show"}), 2, "perfeng.toml:1: {size}", "sizes = ");
    sandbox.write("perfeng.toml", "[measure]\nprofiler = 'nonsense'\n");
    check_error(sandbox.perfeng({"config", "show"}), 2, "perfeng.toml:2: ", "--profiler");
}
