#include "sandbox.hpp"

using namespace perfeng;

namespace {

const Words commands{"baseline", "bottleneck", "remeasure", "compare", "report", "flamegraph", "list", "push"};

} // namespace

TEST_CASE("help and version go to stdout") {
    const Sandbox sandbox;
    for (const auto& words : {Words{}, Words{"--help"}, Words{"-h"}}) {
        const auto told = sandbox.perfeng(words);
        CHECK(told.status == 0);
        CHECK(told.err.empty());
        CHECK_THAT(told.out, ContainsSubstring("The working method:"));
        for (const auto& command : commands)
            CHECK_THAT(told.out, ContainsSubstring("\n  " + command + " "));
    }
    const auto version = sandbox.perfeng({"--version"});
    CHECK(version.status == 0);
    CHECK_THAT(version.out, Catch::Matchers::StartsWith("perfeng 0."));
}

TEST_CASE("every command explains itself, also amid other words") {
    const Sandbox sandbox;
    for (const auto& command : commands) {
        const auto told = sandbox.perfeng({command, "--help"});
        INFO(command);
        CHECK(told.status == 0);
        CHECK(told.err.empty());
        CHECK_THAT(told.out, ContainsSubstring("Usage: perfeng " + command));
        CHECK_THAT(told.out, ContainsSubstring("Shared options"));
    }
    CHECK(sandbox.perfeng({"baseline", "--trials", "3", "--help", "--", "/nowhere"}).status == 0);
    CHECK(sandbox.perfeng({"baseline", "--", "/nowhere", "--help"}).status == 2); // the workload's --help
}

TEST_CASE("a mistyped word is answered with the nearest right one") {
    const Sandbox sandbox;
    check_error(sandbox.perfeng({"baselin"}), 2, "unknown command 'baselin'", "did you mean 'baseline'?");
    check_error(sandbox.perfeng({"frobnicate"}), 2, "unknown command 'frobnicate'", "perfeng --help");
    check_error(sandbox.perfeng({"list", "--jsn"}), 2, "unknown option '--jsn'", "did you mean '--json'?");
    check_error(sandbox.perfeng({"baseline", "--trails=3"}), 2, "unknown option '--trails=3'", "'--trials'");
    check_error(sandbox.perfeng({"list", "--frobnicate"}), 2, "unknown option '--frobnicate'", "perfeng list --help");
    check_error(sandbox.perfeng({"baseline", "--passes", "cpu,aloc", "--", "true"}), 2, "unknown pass 'aloc'",
                "did you mean 'alloc'?");
    check_error(sandbox.perfeng({"baseline", "--budget", "wall_tim=1s", "--", "true"}), 2, "unknown metric 'wall_tim'",
                "did you mean 'wall_time'?");
    check_error(sandbox.perfeng({"compare", "--threshold", "peak_rs=1%"}), 2, "unknown metric 'peak_rs'",
                "did you mean 'peak_rss'?");
}

TEST_CASE("every command refuses an unknown format before it does anything") {
    const Sandbox sandbox;
    for (const auto& command : commands) {
        if (command == "flamegraph") // has one format only
            continue;
        INFO(command);
        check_error(sandbox.perfeng({command, "--format", "markdwn"}), 2, "unknown format 'markdwn'",
                    "did you mean 'markdown'? formats: text, markdown, json");
    }
}

TEST_CASE("values that cannot be read are refused with the option's name") {
    const Sandbox sandbox;
    check_error(sandbox.perfeng({"baseline", "--trials", "many", "--", "true"}), 2, "--trials", "baseline --help");
    check_error(sandbox.perfeng({"baseline", "--timeout", "10 parsecs", "--", "true"}), 2, "'10 parsecs' of --timeout",
                "10s, 300ms");
    check_error(sandbox.perfeng({"bottleneck", "--top", "0"}), 2, "--top: Value 0 not in range 1 to 10000", "--help");
    check_error(sandbox.perfeng({"list", "--color", "blue"}), 2, "blue not in {always,never,auto}", "list --help");
    check_error(sandbox.perfeng({"baseline", "--env", "NAME", "--", "true"}), 2, "--env 'NAME'", "NAME=VALUE");
    check_error(sandbox.perfeng({"baseline", "--cpu", "0-x", "--", "true"}), 2, "processors '0-x'", "--cpu 0,2-3");
    check_error(sandbox.perfeng({"compare", "--budget", "peak_rss=lots"}), 2, "lots", "peak_rss=");
    check_error(sandbox.perfeng({"compare", "--base", "true"}), 2, "--base and --candidate go together",
                "give both commands");
    check_error(sandbox.perfeng({"compare", "--base", "echo 'x", "--candidate", "true"}), 2, "quote", "'");
}

TEST_CASE("a command without `--` before it is answered with the line to type") {
    const Sandbox sandbox;
    check_error(sandbox.perfeng({"baseline", "sleep", "0.01"}), 2, "unexpected 'sleep'",
                "perfeng baseline -- sleep 0.01");
    check_error(sandbox.perfeng({"list", "--", "true"}), 2, "list takes no command after `--`", "list --help");
    check_error(sandbox.perfeng({"list", "everything"}), 2, "unexpected 'everything'", "list --help");
    check_error(sandbox.perfeng({"baseline"}), 2, "no command to measure", "perfeng baseline -- ./program");
    check_error(sandbox.perfeng({"baseline", "--"}), 2, "no command to measure", "perfeng baseline -- ./program");
}

TEST_CASE("a reader of stdout that has gone is no failure, a full disk is one") {
    const Sandbox sandbox;
    (void)sandbox.shell(R"({ sleep 0.2; "$P" --help 2> errors; echo $? > status; } | true)");
    wait_until([&] { return std::filesystem::exists(sandbox / "status"); });
    CHECK(sandbox.read("status") == "0\n");
    CHECK(sandbox.read("errors").empty());
    if (std::filesystem::exists("/dev/full"))
        check_error(sandbox.shell(R"("$P" list > /dev/full)"), 2, "cannot write the result: No space left",
                    "free some space");
}

TEST_CASE("reading leaves no empty store behind") {
    const Sandbox sandbox;
    const auto told = sandbox.perfeng({"list"});
    CHECK(told.status == 0);
    CHECK_THAT(told.out, ContainsSubstring("no measurements yet in .perfeng: perfeng baseline -- CMD"));
    CHECK(sandbox.list() == Json::array());
    for (const auto* const command : {"bottleneck", "report", "compare", "remeasure", "flamegraph"})
        check_error(sandbox.perfeng({command}), 2, "nothing has been measured yet", "perfeng baseline -- CMD");
    CHECK_FALSE(std::filesystem::exists(sandbox / ".perfeng"));
}
