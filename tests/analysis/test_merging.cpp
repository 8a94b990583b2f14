#include "catch.hpp"

#include "perfeng/analysis/gate.hpp"
#include "perfeng/analysis/merging.hpp"
#include "perfeng/analysis/verdicts.hpp"

#include <cmath>
#include <random>

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

/// A workload measured on one machine: pairs of CPU time whose candidate takes `change` more.
Judgement part(const std::string& host, double change, unsigned seed, const std::string& workload = "parse",
               const std::string& shard = "") {
    std::mt19937 random(seed);
    std::normal_distribution<double> noise(0, 0.01);
    std::vector<double> base(20);
    std::vector<double> candidate(20);
    for (std::size_t i = 0; i < base.size(); ++i) {
        base[i] = 0.1 * std::exp(noise(random));
        candidate[i] = 0.1 * (1 + change) * std::exp(noise(random));
    }
    Comparison comparison;
    comparison.candidate.id = "c-" + host;
    comparison.environment = Environment{.host = host};
    comparison.metrics = {judge_pairs({"cpu_time", Unit::seconds, Better::lower}, base, candidate,
                                      {.metric = "cpu_time", .limit = 0.03}, 0.05)};
    comparison.metrics[0].gated = true;
    comparison.gate = decide(comparison, {}, false, true);
    Judgement made;
    made.id = "j-" + host;
    made.base.commit = std::string(40, 'a');
    made.candidate.commit = std::string(40, 'b');
    made.shard = shard;
    made.workloads = {{workload, comparison, ""}};
    return made;
}

const MetricChange& cpu_of(const Judgement& judgement) { return judgement.workloads.at(0).comparison->metrics.at(0); }

Judgement merged(const std::vector<Judgement>& parts, bool strict = false) { return merge(parts, 0.05, strict); }

} // namespace

TEST_CASE("the pairs of several machines decide together what one could not") {
    std::vector<Judgement> parts;
    for (unsigned host = 0; host < 5; ++host)
        parts.push_back(part("ci-" + std::to_string(host), 0.045, host));
    const auto joined = merged(parts);
    CHECK(joined.workloads.size() == 1);
    CHECK(cpu_of(joined).pairs == 100);
    CHECK(cpu_of(joined).base_trials.size() == 100);
    CHECK(cpu_of(joined).verdict == Verdict::regressed);
    CHECK(cpu_of(joined).change == Approx(0.045).margin(0.004));
    CHECK(cpu_of(joined).ci->hi - cpu_of(joined).ci->lo < cpu_of(parts[0]).ci->hi - cpu_of(parts[0]).ci->lo);
    CHECK(joined.gate.exit_status == 1);
    CHECK(joined.gate.reasons.at(0).workload == "parse");
}

TEST_CASE("machines that agree on no change pass the gate") {
    const auto joined = merged({part("a", 0, 1), part("b", 0, 2)});
    CHECK(cpu_of(joined).verdict == Verdict::unchanged);
    CHECK(cpu_of(joined).note.empty());
    CHECK(joined.gate.status == "passed");
}

TEST_CASE("a change as large as the threshold is decided neither way") {
    int decided = 0;
    for (unsigned seed = 0; seed < 20; ++seed) {
        const auto joined = merged({part("a", 0.03, 2 * seed), part("b", 0.03, 2 * seed + 1)});
        decided += cpu_of(joined).verdict == Verdict::inconclusive && !cpu_of(joined).not_worse ? 0 : 1;
    }
    CHECK(decided <= 3);
}

TEST_CASE("machines that disagree are named, and a regression on one of them is not averaged away") {
    const auto joined = merged({part("fast", 0, 1), part("slow", 0.2, 2)});
    CHECK_THAT(cpu_of(joined).note, ContainsSubstring("the machines disagree: fast") && ContainsSubstring("slow +"));
    CHECK(cpu_of(joined).verdict == Verdict::inconclusive);
    CHECK_FALSE(cpu_of(joined).not_worse);
    CHECK(joined.gate.status == "inconclusive");
    CHECK(merged({part("fast", 0, 1), part("slow", 0.2, 2)}, true).gate.exit_status == 4);
}

TEST_CASE("shards of other workloads stand side by side, and a missing one is told") {
    const auto one = part("a", 0, 1, "parse", "1/3");
    const auto two = part("b", 0.2, 2, "print", "2/3");
    const auto three = part("c", 0, 3, "read", "3/3");
    const auto all = merged({one, two, three});
    CHECK(all.workloads.size() == 3);
    CHECK(all.shard.empty());
    CHECK(all.gate.reasons.at(0).workload == "print");
    CHECK(all.gate.reasons.size() == 1);
    const auto some = merged({one, three});
    CHECK(some.gate.status == "inconclusive");
    CHECK_THAT(some.gate.reasons.at(0).text, ContainsSubstring("the part 2/3 is missing"));
}

TEST_CASE("a broken budget, a failed test and other output on one machine fail the whole") {
    auto one = part("a", 0, 1);
    auto two = part("b", 0, 2);
    two.workloads[0].comparison->gate = {
        "failed", 1, {{ReasonKind::budget, "cpu_time", "CPU time is 100 ms, over its budget of 90ms", true, 0.1}}};
    CHECK(merged({one, two}).gate.reasons.at(0).kind == ReasonKind::budget);
    two = part("b", 0, 2);
    two.checks = {{"ctest", CheckStatus::failed}};
    one.checks = {{"ctest", CheckStatus::passed}};
    CHECK(merged({one, two}).checks.size() == 1);
    CHECK(merged({one, two}).gate.reasons.at(0).kind == ReasonKind::check);
    two = part("b", 0, 2);
    one.checks.clear();
    one.workloads[0].comparison->output_identical = true;
    two.workloads[0].comparison->output_identical = false;
    CHECK(merged({one, two}).gate.reasons.at(0).kind == ReasonKind::output);
    CHECK(merged({two, one}).gate.reasons.at(0).kind == ReasonKind::output);
}

TEST_CASE("a workload that one machine could not measure fails, with its error") {
    auto broken = part("b", 0, 2);
    broken.workloads[0] = {"parse", std::nullopt, "it crashed"};
    const auto joined = merged({part("a", 0, 1), broken});
    CHECK(joined.workloads[0].error == "it crashed");
    CHECK(joined.gate.exit_status == 3);
}

TEST_CASE("judgements of other revisions are not joined") {
    auto other = part("b", 0, 2);
    other.candidate.commit = std::string(40, 'c');
    CHECK_THROWS_WITH(merged({part("a", 0, 1), other}), ContainsSubstring("other revisions"));
}
