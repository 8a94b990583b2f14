#include "sandbox.hpp"

#include <csignal>

using namespace perfeng;

namespace {

/// Work that grows with the size in a known way, in instructions that callgrind counts.
constexpr const char* quadratic_source = R"(#include <stdlib.h>
volatile long kept;
__attribute__((noinline)) long pairs(long n) {
    long sum = 0;
    for (long i = 0; i < n; i++)
        for (long j = 0; j < n; j++)
            sum += i ^ j ^ kept;
    return sum;
}
int main(int argc, char** argv) { kept = pairs(atol(argv[argc - 1])); return 0; }
)";

} // namespace

TEST_CASE("a quadratic function is named with its line, and the document is valid") {
    const Sandbox sandbox;
    sandbox.compile("pairs", quadratic_source);
    const auto told = sandbox.perfeng(
        {"scale", "--json", "--per-function", "callgrind", "--sizes", "50,100,...,1600", "--", "./pairs", "{size}"});
    REQUIRE(told.status == 0);
    check_valid(told.out, "growth");
    const auto growth = told.json();
    const auto function = entry_of(growth.at("functions"), "name", "pairs");
    REQUIRE_FALSE(function.is_null());
    CHECK(function.at("fit").at("classes").at(0).at("class") == "n^2");
    CHECK(entry_of(growth.at("findings"), "id", "growth/quadratic:pairs").at("kind") == "risk");
    CHECK(growth.at("sizes").size() == 6);

    const auto svg = sandbox.perfeng({"scale", "--show", "latest", "--format", "svg"});
    CHECK(svg.status == 0);
    CHECK_THAT(svg.out, ContainsSubstring("<polyline"));
    CHECK_THAT(sandbox.perfeng({"scale", "--show", "latest"}).out, ContainsSubstring("pairs grows as n^2"));
}

TEST_CASE("a size at which the workload fails is named, and what was finished is kept") {
    const Sandbox sandbox;
    sandbox.script("picky", "test $1 -lt 40");
    const auto told =
        sandbox.perfeng({"scale", "--per-function", "none", "--sizes", "10,20,...,80", "--", "./picky", "{size}"});
    check_error(told, 3, "at size 40", "perfeng scale --show latest");
    const auto kept = sandbox.perfeng({"scale", "--show", "latest", "--json"}).json();
    CHECK(kept.at("sizes").size() == 2);
    CHECK(kept.at("complete") == false);
}

TEST_CASE("an interruption keeps the finished sizes") {
    const Sandbox sandbox;
    sandbox.script("wait", "touch at-$1; test $1 -lt 40 || sleep 20");
    const auto told =
        sandbox.interrupted({"scale", "--per-function", "none", "--sizes", "10,20,...,80", "--", "./wait", "{size}"},
                            SIGINT, [&] { return std::filesystem::exists(sandbox / "at-40"); });
    check_error(told, 130, "interrupted after 2 of 4 sizes", "perfeng scale --show latest");
    CHECK(sandbox.perfeng({"scale", "--show", "latest", "--json"}).json().at("sizes").size() == 2);
}

TEST_CASE("placeholders have to stand somewhere, and sizes have to be named") {
    const Sandbox sandbox;
    check_error(sandbox.perfeng({"scale", "--sizes", "1,2", "--", "true"}), 2, "{size} stands nowhere", "--prepare");
    check_error(sandbox.perfeng({"scale", "--", "true", "{size}"}), 2, "no sizes", "[[inputs]]");
    check_error(sandbox.perfeng({"scale", "--sizes", "1", "--", "true", "{input}"}), 2, "no input of size 1",
                "[[inputs]]");
}

TEST_CASE("configured inputs bring their sizes, and budgets by size are gates with a bottleneck") {
    const Sandbox sandbox;
    sandbox.write("one.txt", "1");
    sandbox.write("two.txt", "22");
    sandbox.write("perfeng.toml", "[[inputs]]\nsize = 1\npath = \"one.txt\"\n"
                                  "[[inputs]]\nsize = 2\npath = \"two.txt\"\n"
                                  "[[size_budgets]]\nname = \"tiny\"\nsizes = \"-1\"\nwall_time = \"1min\"\n"
                                  "[[size_budgets]]\nname = \"rest\"\nsizes = \"2-\"\npeak_rss = \"1kB\"\n");
    const auto told = sandbox.perfeng({"scale", "--json", "--per-function", "none", "--", "cat", "{input}"});
    CHECK(told.status == 1);
    const auto growth = told.json();
    CHECK(growth.at("sizes").size() == 2);
    CHECK(growth.at("gate").at("status") == "failed");
    CHECK(entry_of(growth.at("findings"), "id", "size-budget:2/peak_rss").at("kind") == "budget");
    CHECK(entry_of(growth.at("findings"), "id", "size-budget:1/wall_time").is_null());

    const auto baseline = sandbox.perfeng(
        {"baseline", "--json", "--passes", "none", "--trials", "6", "--input-size", "5", "--", "cat", "two.txt"});
    CHECK(baseline.status == 1);
    CHECK_FALSE(entry_of(baseline.json().at("findings"), "id", "size-budget:5/peak_rss").is_null());
}

TEST_CASE("a mistake in a budget by size names the file and the line") {
    const Sandbox sandbox;
    sandbox.write("perfeng.toml", "[[size_budgets]]\nsizes = \"5-1\"\nwall_time = \"1s\"\n");
    const auto told = sandbox.perfeng({"scale", "--sizes", "1,2", "--", "echo", "{size}"});
    check_error(told, 2, "perfeng.toml:1: cannot read the sizes", "1000-");
}
