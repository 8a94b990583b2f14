#include "sandbox.hpp"

#include <sstream>

using namespace perfeng;

namespace {

/// A workload that prints where it runs and how: its processors, as /proc/self/status has them, and its nice value.
struct Isolated : Sandbox {
    std::string workload =
        script("workload", "grep Cpus_allowed_list /proc/self/status\nawk '{print \"nice\", $19}' /proc/self/stat\n");

    [[nodiscard]] Json baseline(const Words& options) const {
        Words words{"baseline", "--json", "--trials", "1", "--warmup", "0", "--passes", "none", "--output", "told"};
        words.insert(words.end(), options.begin(), options.end());
        words.insert(words.end(), {"--", "sh", "-c", workload + " > told"});
        const auto told = perfeng(words);
        INFO(told.err);
        REQUIRE(told.status == 0);
        check_valid(told.out, "measurement");
        return told.json();
    }

    /// What a trial printed: "1", "-20".
    [[nodiscard]] std::string processors() const { return word_after("Cpus_allowed_list:"); }
    [[nodiscard]] std::string nice() const { return word_after("nice"); }

private:
    [[nodiscard]] std::string word_after(const std::string& label) const {
        std::istringstream words(read("told"));
        for (std::string word; words >> word;)
            if (word == label && words >> word)
                return word;
        return {};
    }
};

/// The rest of the entry that begins so; empty where there is none.
std::string set_in(const Json& measurement, const std::string& label) {
    for (const auto& entry : measurement["environment"].value("isolation", Json::array()))
        if (entry.get<std::string>().starts_with(label))
            return entry.get<std::string>().substr(label.size());
    return {};
}

/// Either it is set, or why not is told with what to do.
void check_set_or_told(const Json& measurement, const std::string& what) {
    const auto entry = entry_of(measurement["not_measured"], "what", "isolation by " + what);
    CHECK(set_in(measurement, what + " ").empty() != entry.is_null());
    if (!entry.is_null()) {
        CHECK_FALSE(entry["why"].get<std::string>().empty());
        CHECK_FALSE(entry["how"].get<std::string>().empty());
    }
}

} // namespace

#if defined(__linux__)
TEST_CASE("--isolate gives trials processors and a priority of their own, and says what it could not") {
    const Isolated box;
    const auto plain = box.baseline({});
    const auto own_processors = box.processors();
    const auto own_nice = box.nice();
    CHECK(plain["environment"].value("isolation", Json::array()).empty());
    CHECK(plain["not_measured"].dump().find("isolation") == std::string::npos);

    const auto isolated = box.baseline({"--isolate"});
    for (const auto* const what : {"processors", "priority"})
        check_set_or_told(isolated, what);
    const auto processors = set_in(isolated, "processors ");
    CHECK(box.processors() == (processors.empty() ? own_processors : processors));
    CHECK((box.processors() == own_processors) == processors.empty());
    const auto priority = set_in(isolated, "priority ");
    CHECK(box.nice() == (priority.empty() ? own_nice : priority));
    CHECK(isolated["workload"].value("cpus", Json::array()).empty()); // a later measurement chooses anew
}

TEST_CASE("--isolate in the settings, and processors of the user's own") {
    Isolated box;
    box.write("perfeng.toml", "[measure]\nisolate = true\n");
    const auto isolated = box.baseline({"--cpu", "0"});
    CHECK(box.processors() == "0");
    CHECK(set_in(isolated, "processors ").empty());
    check_set_or_told(isolated, "priority");
    box.write("perfeng.toml", "");
    box.env["PERFENG_ISOLATE"] = "true";
    check_set_or_told(box.baseline({}), "priority");
}

TEST_CASE("pairs are isolated on both sides, also where only the baseline was") {
    const Isolated box;
    const auto isolated = box.baseline({"--isolate"});
    const auto remeasured = box.perfeng({"remeasure", "--json", "--pairs", "1", "--passes", "none"});
    INFO(remeasured.err);
    REQUIRE(remeasured.status == 0);
    CHECK(remeasured.json()["environment"]["isolation"] == isolated["environment"]["isolation"]);
    const auto processors = set_in(isolated, "processors ");
    if (!processors.empty()) {
        CHECK(box.processors() == processors);
        CHECK_THAT(box.perfeng({"report"}).out, ContainsSubstring("processors " + processors));
    }
    const auto compared = box.perfeng({"compare", "--json", "--no-gate", "--isolate", "--pairs", "1", "--passes",
                                       "none", "--base", box.workload, "--candidate", box.workload});
    INFO(compared.err);
    CHECK(compared.status == 0);
    CHECK(compared.json()["environment"]["isolation"] == isolated["environment"]["isolation"]);
    CHECK(compared.json()["environment_differs"].dump().find("isolation") == std::string::npos);
}

TEST_CASE("an isolated measurement against one that is not: the difference is listed") {
    const Isolated box;
    (void)box.baseline({"--name", "plain"});
    const auto isolated = box.baseline({"--isolate", "--name", "isolated"});
    const auto compared = box.perfeng({"compare", "--json", "--no-gate", "plain", "isolated"});
    INFO(compared.err);
    REQUIRE(compared.status == 0);
    const bool any = !isolated["environment"].value("isolation", Json::array()).empty();
    CHECK((compared.json()["environment_differs"].dump().find("isolation of the trials: none against") !=
           std::string::npos) == any);
}

TEST_CASE("passes tell the versions of their tools, and are not isolated") {
    const Isolated box;
    box.compile("app", "#include <stdlib.h>\nint main(void) { free(malloc(10)); return 0; }\n");
    const auto told = box.perfeng({"baseline", "--json", "--isolate", "--trials", "1", "--passes", "cpu,leaks",
                                   "--profiler", "callgrind", "--leak-checker", "memcheck", "--", "./app"});
    INFO(told.err);
    REQUIRE(told.status == 0);
    const auto version = told.json()["environment"]["tools"]["valgrind"].get<std::string>();
    CHECK_THAT(box.shell("valgrind --version").out, ContainsSubstring(version));
    CHECK_THAT(box.perfeng({"report"}).out, ContainsSubstring("valgrind " + version));
    CHECK(told.json()["environment"]["tools"].size() == 1);
}
#endif
