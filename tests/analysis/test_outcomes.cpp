#include "catch.hpp"
#include "made.hpp"

#include "perfeng/analysis/advice.hpp"
#include "perfeng/analysis/outcomes.hpp"

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

/// 1,000 samples, so many of them in string clones; 8 trials of so many seconds of CPU time.
Measurement cloning(std::uint64_t clones, double cpu_time, const std::string& sha256) {
    auto measurement = made::measurement({made::metric("cpu_time", std::vector<double>(8, cpu_time))});
    measurement.executable.sha256 = sha256;
    auto& profile = measurement.profile.emplace();
    if (clones > 0)
        made::add(profile,
                  {made::frame("<alloc::string::String as core::clone::Clone>::clone"), made::at_line("app::read", 12)},
                  clones);
    made::add(profile, {made::at_line("app::work", 30)}, 1'000 - clones);
    return measurement;
}

/// As remeasure has them: the base's advice, and the base's trials beside the candidate's.
std::vector<RuleOutcome> outcomes(const Measurement& before, Measurement after) {
    auto base = before;
    base.id = "base";
    base.findings = advise(base);
    after.id = "after";
    after.paired = PairedBase{.id = "base", .sha256 = base.executable.sha256, .metrics = base.metrics};
    return outcomes_of(base, after, {});
}

} // namespace

TEST_CASE("predicted stands against achieved for what was acted on") {
    // 40% of a second is in clones; afterwards 10% of 0.7 seconds is.
    const auto all = outcomes(cloning(400, 1.0, "a"), cloning(100, 0.7, "b"));
    REQUIRE(all.size() == 1);
    CHECK(all[0].rule == "rust.string-clone");
    CHECK(all[0].line == 12);
    CHECK(all[0].bound == Approx(0.4));
    CHECK(all[0].removed == Approx(0.4 - 0.07).margin(0.005));
    CHECK(all[0].achieved == Approx(0.3));
    REQUIRE(all[0].achieved_ci);
    CHECK(all[0].achieved_ci->lo <= Approx(0.3));
    CHECK(all[0].together == 1);
    CHECK(all[0].candidate == "after");
}

TEST_CASE("what was not acted on has no outcome") {
    CHECK(outcomes(cloning(400, 1.0, "a"), cloning(400, 1.0, "a")).empty()); // the same program
    CHECK(outcomes(cloning(400, 1.0, "a"), cloning(380, 0.97, "b")).empty());
    CHECK(outcomes(cloning(400, 1.0, "a"), cloning(570, 0.7, "b")).empty()); // faster by something else
    CHECK(outcomes(cloning(10, 1.0, "a"), cloning(0, 1.0, "b")).empty());    // it was not recommended
}

TEST_CASE("a record tells what came of a rule before") {
    const auto all = outcomes(cloning(400, 1.0, "a"), cloning(0, 0.62, "b"));
    const auto record = record_of(all);
    REQUIRE(record.contains("rust.string-clone"));
    CHECK_THAT(record.at("rust.string-clone"), ContainsSubstring("acted on once"));
    CHECK_THAT(record.at("rust.string-clone"), ContainsSubstring("the program took 38.0% less"));
    CHECK(record_of({}).empty());
}
