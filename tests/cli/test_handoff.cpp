#include "sandbox.hpp"

namespace perfeng {
namespace {

namespace fs = std::filesystem;

/// A profile of a program in Rust and C++, of which perf is not asked: folded stacks with files and lines are none, so
/// a callgrind-like document is put into the store by import.
void import_profile(const Sandbox& box, const std::string& stacks) {
    box.write("stacks.folded", stacks);
    const auto told = box.perfeng({"import", "stacks.folded"});
    INFO(told.err);
    REQUIRE(told.status == 0);
}

Json handed_off(const Sandbox& box, const Words& words) {
    Words all{"report", "--json"};
    all.insert(all.end(), words.begin(), words.end());
    const auto told = box.perfeng(all);
    INFO(told.err << told.out);
    CHECK(told.status == 0);
    check_valid(told.out, "handoff");
    return told.json();
}

const std::string cruncher = R"(#include <stdio.h>
__attribute__((noinline)) unsigned crunch_numbers(unsigned n) {
    unsigned sum = 0;
    for (unsigned i = 0; i < n; i++) sum = sum * 31 + (i ^ (sum >> 3));
    return sum;
}
int main(void) { printf("%u\n", crunch_numbers(80000000u) & FACTOR); return 0; }
)";

} // namespace

TEST_CASE("a handoff of a candidate tells what changed, with evidence, and what to test") {
    Sandbox box;
    box.compile("app", "#define FACTOR 1\n" + cruncher);
    REQUIRE(box.perfeng({"baseline", "--passes", "cpu", "--trials", "2", "--warmup", "0", "--input-size", "1600", "--",
                         "./app"})
                .status == 0);
    box.compile("app", "#define FACTOR 255\n" + cruncher);
    REQUIRE(box.perfeng({"remeasure", "--passes", "cpu", "--pairs", "2"}).status == 0);
    REQUIRE(box.perfeng({"verify", "--checks", "output"}).status <= 1);
    (void)box.perfeng({"compare"});

    const auto not_told = handed_off(box, {"--handoff", "docs"})["docs"];
    CHECK(not_told["growth"].empty());
    CHECK(entry_of(not_told["not_measured"], "what", "growth with the size of the input") != nullptr);
    REQUIRE(box.perfeng({"scale", "--per-function", "none", "--sizes", "1,2", "--", "./app", "{size}"}).status == 0);

    const auto all = handed_off(box, {"--handoff"});
    CHECK(entry_of(all["docs"]["growth"], "metric", "cpu_time")["most"] == 2);
    CHECK(entry_of(all["docs"]["not_measured"], "what", "growth with the size of the input") == nullptr);
    const auto& reviewer = all["reviewer"];
    CHECK(reviewer["base"]["sha256"] != reviewer["candidate"]["sha256"]);
    CHECK(entry_of(reviewer["comparison"]["metrics"], "name", "cpu_time")["pairs"] == 2);
    CHECK(entry_of(reviewer["comparison"]["checks"], "name", "exit status")["status"] == "passed");
    CHECK_FALSE(all["cli"]["not_measured"].empty());
    CHECK(all["docs"]["decisions"].size() == 1);
    CHECK(entry_of(all["docs"]["metrics"], "name", "wall_time") != nullptr);

    const auto text = box.perfeng({"report", "candidate", "--handoff"});
    CHECK(text.status == 0);
    for (const auto* const title :
         {"FOR THE REVIEWER", "FOR THE TEST WRITER", "FOR THE DEVELOPER OF THE COMMAND LINE", "FOR THE DOCUMENTATION"})
        CHECK_THAT(text.out, ContainsSubstring(title));
    CHECK_THAT(box.perfeng({"report", "--handoff", "docs", "--format", "markdown"}).out,
               ContainsSubstring("### For the documentation"));
    CHECK(handed_off(box, {"--handoff", "cli"})["reviewer"].is_null());
    check_error(box.perfeng({"report", "candidate", "--handoff", "boss"}), 2, "nobody to hand off to is called 'boss'",
                "readers: reviewer");

    if (all["tests"]["hot_paths"].empty())
        return; // no profiler works here
    const auto hot = entry_of(all["tests"]["hot_paths"], "function", "crunch_numbers");
    REQUIRE(hot != nullptr);
    CHECK(hot["language"] == "C");
    CHECK(hot["path"].back() == "crunch_numbers");
    REQUIRE(box.perfeng({"report", "--handoff", "tests", "--skeletons", "."}).status == 0);
    const auto source = box / "benchmarks/bench_crunch_numbers.cpp";
    CHECK_THAT(box.read("benchmarks/bench_crunch_numbers.cpp"), ContainsSubstring("->Arg(100)->Arg(400)->Arg(1600)"));
    CHECK(box.shell("c++ -std=c++17 -Wall -Wextra -Werror -fsyntax-only '" + source.string() + "'").status == 0);
    const auto again = box.perfeng({"report", "--handoff", "tests", "--skeletons", "."});
    CHECK_THAT(again.err, ContainsSubstring("is there already"));
}

TEST_CASE("start-up, arguments, input and output are told from the stacks") {
    Sandbox box;
    import_profile(box, "app;_start;__libc_start_main;main;work 50\n"
                        "app;_start;_dl_start;dl_main;_dl_relocate_object 20\n"
                        "app;_start;__libc_start_main;call_init;_GLOBAL__sub_I_table 10\n"
                        "app;_start;__libc_start_main;main;getopt_long 5\n"
                        "app;_start;__libc_start_main;main;__GI___libc_write;ksys_write 15\n");
    const auto cli = handed_off(box, {"--handoff", "cli"})["cli"];
    CHECK(entry_of(cli["startup"], "phase", "dynamic linking")["share"] == 0.2);
    CHECK(entry_of(cli["startup"], "phase", "dynamic linking")["functions"][0] == "_dl_relocate_object");
    CHECK(entry_of(cli["startup"], "phase", "C library start and constructors")["share"] == 0.1);
    CHECK(entry_of(cli["arguments"], "phase", "parsing arguments")["share"] == 0.05);
    CHECK(entry_of(cli["io"], "phase", "writing")["samples"] == 15);
    CHECK(entry_of(cli["io"], "phase", "reading")["samples"] == 0);
}

} // namespace perfeng
