#include "../../src/pipeline/trying/judging.hpp"
#include "../measure/fake_runner.hpp"
#include "catch.hpp"

#include <algorithm>

using namespace perfeng;
using namespace perfeng::pipeline;

namespace {

constexpr double alpha = 0.05;

struct Program {
    double seconds = 1;
    std::int64_t rss = 100 << 20;
    std::size_t file_size = 1000;
    std::string output = "same";
    int status = 0;
};

Trial trial_of(const Program& program) {
    auto usage = took(program.seconds).usage;
    usage.peak_rss = program.rss;
    return {.usage = usage, .status = {.code = program.status}, .output_digest = program.output};
}

/// A variant that was built, and run in twelve pairs with a program of 1 s, 100 MiB and 1000 bytes.
Variant judged(const Program& program) {
    const process::TemporaryDirectory directory;
    const auto built = [&](const std::string& name, std::size_t size) {
        process::write_file(directory.path() / name, std::string(size, 'x'));
        return Built{{}, (directory.path() / name).string(), 2.0};
    };
    const std::vector<measure::TrialPair> pairs(12, {trial_of({}), trial_of(program)});
    Variant variant;
    judge_variant(variant, built("base", 1000), built("candidate", program.file_size), pairs, {}, alpha);
    return variant;
}

Worth worth_of(const Program& program) { return judged(program).worth; }

} // namespace

TEST_CASE("a variant helps where something improves and nothing gets worse", "[try]") {
    CHECK(worth_of({.seconds = 0.5}) == Worth::helps);
    CHECK(worth_of({.rss = 50 << 20}) == Worth::helps);
    CHECK(worth_of({.file_size = 500}) == Worth::helps);
    CHECK(worth_of({.seconds = 0.5, .file_size = 5000}) == Worth::helps); // a larger file is told, and gates nothing
}

TEST_CASE("a variant trades where something improves and another gets worse", "[try]") {
    CHECK(worth_of({.seconds = 0.5, .rss = 200 << 20}) == Worth::trades);
    CHECK(worth_of({.seconds = 2, .rss = 50 << 20}) == Worth::trades);
    CHECK(worth_of({.seconds = 2, .file_size = 500}) == Worth::trades);
}

TEST_CASE("all else brings nothing, and so does whatever changes what the program does", "[try]") {
    CHECK(worth_of({}) == Worth::nothing);
    CHECK(worth_of({.seconds = 2}) == Worth::nothing);
    CHECK(worth_of({.seconds = 0.5, .output = "other"}) == Worth::nothing);
    CHECK(worth_of({.seconds = 0.5, .status = 134}) == Worth::nothing);
    CHECK(judged({.seconds = 0.5, .status = 134}).output_identical == false);
}

TEST_CASE("a variant has the metrics of a table, its verdict is that on time", "[try]") {
    const auto variant = judged({.seconds = 0.5, .file_size = 900});
    CHECK(variant.status == TryStatus::tried);
    CHECK(variant.verdict == Verdict::improved);
    std::vector<std::string> names;
    for (const auto& metric : variant.metrics)
        names.push_back(metric.name);
    CHECK(names == std::vector<std::string>{"wall_time", "cpu_time", "peak_rss", "file_size", "build_time"});
    CHECK(variant.metrics.back().verdict == Verdict::inconclusive);
    CHECK(variant.metrics.back().change == Approx(0));
}

TEST_CASE("the fewest pairs that can show anything grow with the level", "[try]") {
    CHECK(pairs_to_decide(0.05) == 6);
    CHECK(pairs_to_decide(0.025) == 7);
    CHECK(pairs_to_decide(0.05 / 2 / 12) == 11);
}

TEST_CASE("what helps comes first, then what trades, each by time", "[try]") {
    std::vector<Variant> variants{judged({}), judged({.seconds = 0.4, .rss = 200 << 20}), judged({.seconds = 0.7}),
                                  judged({.seconds = 0.5}), Variant{.name = "not", .status = TryStatus::not_tried}};
    for (std::size_t i = 0; i < 4; i++)
        variants[i].name = std::to_string(i);
    std::ranges::reverse(variants);
    sort_variants(variants);
    std::string order;
    for (const auto& variant : variants)
        order += variant.name + " ";
    CHECK(order == "3 2 1 0 not ");
}
