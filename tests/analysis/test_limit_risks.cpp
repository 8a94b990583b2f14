#include "catch.hpp"
#include "made.hpp"

#include "perfeng/analysis/hotspots.hpp"
#include "perfeng/analysis/limit_risks.hpp"

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

std::vector<std::string> ids(const std::vector<Finding>& findings) {
    std::vector<std::string> all;
    for (const auto& finding : findings) {
        CHECK(finding.kind == FindingKind::risk);
        CHECK_FALSE(finding.evidence.empty());
        CHECK_FALSE(finding.change.empty());
        all.push_back(finding.id);
    }
    return all;
}

using Ids = std::vector<std::string>;

MetricChange change(double worse, std::optional<Interval> ci, Verdict verdict = Verdict::unchanged) {
    return {.name = "cpu_time",
            .change = worse,
            .ci = ci,
            .pairs = 12,
            .threshold = 0.05,
            .verdict = verdict,
            .gated = true};
}

Profile profile(std::uint64_t hot, std::uint64_t rest) {
    Profile made;
    made::add(made, {made::at_line("hot", 10)}, hot);
    made::add(made, {made::at_line("rest", 20)}, rest);
    tally(made);
    return made;
}

} // namespace

TEST_CASE("a budget that is nearly used up is a risk, one with room or one that is broken is none") {
    const auto measurement = made::measurement({made::metric("peak_rss", {95e6, 95e6, 95e6})});
    CHECK(ids(near_budgets(measurement, std::vector<Budget>{{"peak_rss", 100e6, "100MB"}})) ==
          Ids{"risk/near-budget:peak_rss"});
    CHECK(near_budgets(measurement, std::vector<Budget>{{"peak_rss", 110e6, "110MB"}}).empty());
    CHECK(near_budgets(measurement, std::vector<Budget>{{"peak_rss", 90e6, "90MB"}}).empty());
    CHECK(near_budgets(measurement, std::vector<Budget>{{"cpu_time", 1, "1s"}}).empty());
}

TEST_CASE("a budget within the interval of the median is a risk") {
    const auto measurement = made::measurement({made::metric("wall_time", {1, 1, 1, 1, 1, 1.6, 1.7, 1.8})});
    REQUIRE(measurement.metrics[0].summary.ci->hi > 1.5);
    CHECK(ids(near_budgets(measurement, std::vector<Budget>{{"wall_time", 1.5, "1.5s"}})) ==
          Ids{"risk/near-budget:wall_time"});
}

TEST_CASE("a change near its threshold is a risk as long as it is no regression") {
    const Ids near{"risk/near-threshold:cpu_time"};
    CHECK(ids(near_thresholds(std::vector{change(0.046, Interval{0.043, 0.049})})) == near);
    CHECK(ids(near_thresholds(std::vector{change(0.03, Interval{0.01, 0.055})})) == near);
    CHECK(near_thresholds(std::vector{change(0.03, Interval{0.01, 0.045})}).empty());
    CHECK(near_thresholds(std::vector{change(0.06, Interval{0.04, 0.07}, Verdict::regressed)}).empty());
    CHECK(near_thresholds(std::vector{change(-0.06, Interval{-0.07, -0.05}, Verdict::improved)}).empty());
    auto higher_is_better = change(-0.048, Interval{-0.049, -0.047});
    higher_is_better.better = Better::higher;
    CHECK(ids(near_thresholds(std::vector{higher_is_better})) == near);
    auto shown = change(0.048, {});
    shown.gated = false;
    CHECK(near_thresholds(std::vector{shown}).empty());
}

TEST_CASE("trials that vary too much for their threshold are a risk") {
    const std::vector<double> steady{1, 1.001, 0.999, 1, 1.002, 0.998, 1, 1};
    const std::vector<double> wild{1, 1.3, 0.8, 1.2, 0.7, 1.4, 1, 0.9};
    const auto of = [](const std::vector<double>& cpu) {
        return made::measurement({made::metric("wall_time", cpu), made::metric("cpu_time", cpu)});
    };
    CHECK(wide_spreads(of(steady), {}).empty());
    const auto found = wide_spreads(of(wild), {});
    CHECK(ids(found) == Ids{"risk/spread:cpu_time"});
    CHECK_THAT(found.at(0).title, ContainsSubstring("3%"));
    CHECK(wide_spreads(of(wild), std::vector<Threshold>{{"cpu_time", 0.9, true}}).empty());
    auto paired = of(wild);
    paired.paired.emplace();
    CHECK(wide_spreads(paired, {}).empty());
}

TEST_CASE("functions of own code that grew significantly since the baseline are a risk") {
    auto base = made::measurement();
    auto candidate = made::measurement();
    base.profile = profile(100, 900);
    candidate.profile = profile(300, 700);
    const auto found = grown_functions(candidate, base);
    CHECK(ids(found) == Ids{"risk/grown-function:hot"});
    CHECK(found.at(0).line == 10);
    candidate.profile = profile(105, 895);
    CHECK(grown_functions(candidate, base).empty());
    base.profile.reset();
    CHECK(grown_functions(candidate, base).empty());
}

TEST_CASE("deep recursion of own code is a risk, with the recorder's limit where it was met") {
    auto measurement = made::measurement();
    measurement.profile = profile(10, 10);
    measurement.profile->functions.at(0).max_depth = 49;
    CHECK(deep_recursion(measurement).empty());
    measurement.profile->functions.at(0).max_depth = 120;
    measurement.profile->depth_cap = 127;
    CHECK_THAT(deep_recursion(measurement).at(0).evidence, !ContainsSubstring("127"));
    measurement.profile->quality.capped_share = 0.4;
    const auto found = deep_recursion(measurement);
    CHECK(ids(found).size() == 1);
    CHECK_THAT(found.at(0).evidence, ContainsSubstring("120 times") && ContainsSubstring("127 frames"));
    measurement.profile->functions.at(0).kernel = true;
    CHECK(deep_recursion(measurement).empty());
}
