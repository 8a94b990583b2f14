#include "catch.hpp"
#include "examples.hpp"
#include "golden.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/report/report.hpp"

using namespace perfeng;
using namespace perfeng::report;

namespace {

constexpr Style unwrapped{.color = false, .width = 0};

std::string told(const Judgement& judgement, const Style& style = unwrapped) {
    return write(*find_format("text"), judgement, style);
}

std::string title_of(const Judgement& judgement) {
    const auto text = told(judgement);
    return text.substr(0, text.find('\n'));
}

Judgement one(const Comparison& comparison) {
    Judgement judgement;
    judgement.workloads = {{"only", comparison, ""}};
    judgement.gate = comparison.gate;
    return judgement;
}

} // namespace

TEST_CASE("a judgement reads as its golden files") {
    check_golden("fixtures/report/judgement.txt", told(examples::judgement()));
    check_golden("fixtures/report/judgement.md", write(*find_format("markdown"), examples::judgement(), unwrapped));
    check_golden("fixtures/report/bare-judgement.txt", told(Judgement{}));
}

TEST_CASE("the title tells the worst first, and what is inconclusive from what is unchanged") {
    CHECK(title_of(one(examples::unchanged_comparison())) == "UNCHANGED: only");
    auto open = examples::unchanged_comparison();
    open.metrics[0].verdict = Verdict::inconclusive;
    CHECK(title_of(one(open)) == "INCONCLUSIVE: only (wall time +0.25% [-1.0%, +1.2%])");
    CHECK(title_of(Judgement{}) == "INCONCLUSIVE: no workload was judged");
    auto stopped = one(examples::unchanged_comparison());
    stopped.complete = false;
    CHECK(title_of(stopped) == "UNCHANGED: only; stopped before the end");
}

TEST_CASE("many workloads are counted in the title, each has its row") {
    Judgement judgement;
    for (int i = 0; i < 9; ++i)
        judgement.workloads.push_back({"w" + std::to_string(i), examples::unchanged_comparison(), ""});
    CHECK(title_of(judgement) == "UNCHANGED: w0, w1, w2, 6 more");
    CHECK_THAT(told(judgement), ContainsSubstring("\n  w8        unchanged  wall time +0.25%"));
}

TEST_CASE("the worst change of a workload is not one that is none") {
    auto comparison = examples::unchanged_comparison();
    comparison.metrics.push_back({.name = "leaks", .verdict = Verdict::unchanged, .gated = true});
    CHECK_THAT(told(one(comparison)), ContainsSubstring("\n  only      unchanged  wall time +0.25%"));
    for (auto& metric : comparison.metrics)
        metric.change = 0;
    CHECK_THAT(told(one(comparison)), ContainsSubstring("\n  only      unchanged  leaks 0%"));
}

TEST_CASE("what passed is shown in full with --verbose only") {
    CHECK_THAT(told(examples::judgement()), ContainsSubstring("print passed: shown with --verbose"));
    CHECK_THAT(told(examples::judgement()), !ContainsSubstring("print: metrics"));
    CHECK_THAT(told(examples::judgement(), {.width = 0, .verbose = true}), ContainsSubstring("print: metrics"));
}

TEST_CASE("leaks at known places only are told as that, and none at all once") {
    auto comparison = examples::unchanged_comparison();
    comparison.leaks = LeakChange{};
    const auto in_full = [&] { return told(one(comparison), {.width = 0, .verbose = true}); };
    CHECK_THAT(in_full(), ContainsSubstring("  candidate  none found\n\n") && !ContainsSubstring("  new  "));
    comparison.leaks->candidate_count = 2;
    comparison.leaks->candidate_bytes = 8;
    CHECK_THAT(in_full(), ContainsSubstring("  new        none: no place leaks that did not before\n"));
}

TEST_CASE("hostile names in a judgement do no harm") {
    const auto text = told(examples::hostile_judgement());
    CHECK(text.find('\x1b') == std::string::npos);
    const auto markdown = write(*find_format("markdown"), examples::hostile_judgement(), unwrapped);
    CHECK(markdown.find('\x1b') == std::string::npos);
    CHECK_THAT(markdown, ContainsSubstring("<summary>a\"b'&#60;c&#62;&#38;d%0A,::e\\nf"));
}

TEST_CASE("every format stands in docs/exports.md") {
    const auto text = process::read_file(PERFENG_SOURCE "/docs/exports.md");
    for (const auto& format : formats())
        CHECK_THAT(text, ContainsSubstring("\n| `" + std::string(format.name) + "` |"));
}

TEST_CASE("a format without words for a document says which have them") {
    const auto& junit = *find_format("junit");
    CHECK_THROWS_AS(require(junit, Document::measurement), Error);
    try {
        (void)write(junit, examples::measurement(), unwrapped);
        FAIL("it told a measurement");
    } catch (const Error& error) {
        CHECK_THAT(error.what(), ContainsSubstring("'junit' cannot tell a measurement"));
        CHECK_THAT(error.hint(), ContainsSubstring("formats that can: text, markdown, json, github, "));
        CHECK_THAT(error.hint(), !ContainsSubstring("junit"));
    }
    for (const auto& format : formats()) {
        CHECK(write(format, Judgement{}, unwrapped).ends_with("\n"));
        CHECK(write(format, examples::bare_comparison(), unwrapped).ends_with("\n"));
    }
}
