#include "catch.hpp"

#include "perfeng/analysis/verdicts.hpp"

#include <cmath>
#include <random>
#include <stdexcept>

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

constexpr MetricIdentity cpu{"cpu_time", Unit::seconds, Better::lower};
constexpr MetricIdentity faults{"minor_faults", Unit::count, Better::lower};

struct Pairs {
    std::vector<double> base;
    std::vector<double> candidate;
};

/// Pairs around one second: the candidate is `factor` times as slow, each side with 0.2% noise, while the machine
/// itself wanders by several percent.
Pairs pairs(double factor, int n) {
    std::mt19937_64 random(3);
    const auto noise = [&random] { return 1 + 0.002 * (static_cast<double>(random() % 2001) / 1000 - 1); };
    Pairs made;
    for (int i = 0; i < n; ++i) {
        const double machine = 1 + 0.05 * std::sin(i / 3.0);
        made.base.push_back(machine * noise());
        made.candidate.push_back(machine * factor * noise());
    }
    return made;
}

MetricChange judge(const MetricIdentity& metric, const Pairs& made, double threshold = 0.03) {
    return judge_pairs(metric, made.base, made.candidate, {.metric = std::string(metric.name), .limit = threshold},
                       0.05);
}

MetricChange change(const std::string& name, double base, double candidate, Verdict verdict) {
    MetricChange made;
    made.name = name;
    made.base = base;
    made.candidate = candidate;
    made.verdict = verdict;
    return made;
}

} // namespace

TEST_CASE("pairs: regressed, improved, unchanged and not yet known") {
    struct Row {
        double factor;
        int n;
        Verdict verdict;
        bool not_worse;
    };
    for (const auto& row : {Row{1.10, 20, Verdict::regressed, false}, Row{0.90, 20, Verdict::improved, true},
                            Row{1.00, 20, Verdict::unchanged, true}, Row{1.01, 20, Verdict::unchanged, true},
                            Row{1.10, 3, Verdict::inconclusive, false}}) {
        const auto judged = judge(cpu, pairs(row.factor, row.n));
        INFO(row.factor << " " << row.n);
        CHECK(judged.verdict == row.verdict);
        CHECK(judged.not_worse == row.not_worse);
        CHECK(judged.pairs == static_cast<std::size_t>(row.n));
        CHECK(judged.change == Approx(row.factor - 1).margin(0.002));
        CHECK(judged.ci.has_value() == (row.n >= 6));
        CHECK(judged.threshold == Approx(0.03));
        CHECK(judged.name == "cpu_time");
        CHECK(judged.unit == Unit::seconds);
    }
    const auto judged = judge(cpu, pairs(1.1, 20));
    CHECK(judged.ci->lo <= judged.change);
    CHECK(judged.ci->hi >= judged.change);
    CHECK(judged.base == Approx(1).margin(0.06));
}

TEST_CASE("where higher is better, less is worse, and the change keeps its sign") {
    const MetricIdentity throughput{"throughput", Unit::count, Better::higher};
    CHECK(judge(throughput, pairs(0.9, 20)).verdict == Verdict::regressed);
    CHECK(judge(throughput, pairs(0.9, 20)).change == Approx(-0.1).margin(0.002));
    CHECK(judge(throughput, pairs(1.1, 20)).verdict == Verdict::improved);
}

TEST_CASE("an improvement that is still open is already shown to be not worse") {
    const auto judged = judge(cpu, pairs(0.971, 12));
    CHECK(judged.not_worse);
    CHECK(judged.verdict == Verdict::inconclusive);
}

TEST_CASE("counts with zeros are compared as count + 1") {
    const auto judged = judge(faults, {std::vector(12, 0.0), std::vector(12, 1.0)});
    CHECK(judged.change == Approx(1));
    CHECK(judged.verdict == Verdict::regressed);
    CHECK(judge(faults, {std::vector(12, 0.0), std::vector(12, 0.0)}).verdict == Verdict::unchanged);
    CHECK(judge(faults, {std::vector(12, 100.0), std::vector(12, 110.0)}).change == Approx(0.10));
    CHECK(judge(faults, {std::vector(12, 99.0), std::vector(12, 0.0)}).change == Approx(-0.99));
}

TEST_CASE("times of zero have no ratio") {
    auto made = pairs(1.1, 20);
    made.candidate[7] = 0;
    const auto judged = judge(cpu, made);
    CHECK(judged.verdict == Verdict::inconclusive);
    CHECK_FALSE(judged.not_worse);
    CHECK_FALSE(judged.ci);
    CHECK(judged.change == Approx(0.1).margin(0.01));
    CHECK_THAT(judged.note, ContainsSubstring("not comparable"));
    made.candidate[7] = -1;
    CHECK_THAT(judge(cpu, made).note, ContainsSubstring("not comparable"));
}

TEST_CASE("no pairs are inconclusive; sides of different length are a mistake") {
    CHECK(judge(cpu, {}).verdict == Verdict::inconclusive);
    CHECK(judge(cpu, {}).threshold == Approx(0.03));
    CHECK_THROWS_AS(judge(cpu, {{1, 2}, {1}}), std::invalid_argument);
}

TEST_CASE("a threshold with an absolute floor is told as a fraction of the base") {
    const MetricIdentity rss{"peak_rss", Unit::bytes, Better::lower};
    const auto threshold = threshold_for("peak_rss", {});
    const std::vector<double> base(12, 1024 * 1024.0);
    const std::vector<double> candidate(12, 1.1 * 1024 * 1024);
    const auto judged = judge_pairs(rss, base, candidate, threshold, 0.05);
    CHECK(judged.threshold == Approx(0.25));
    CHECK(judged.verdict == Verdict::unchanged);
}

TEST_CASE("exact figures") {
    struct Row {
        double base;
        double candidate;
        double threshold;
        Verdict verdict;
    };
    for (const auto& row : {Row{100, 100, 0, Verdict::unchanged}, Row{100, 101, 0, Verdict::regressed},
                            Row{100, 99, 0, Verdict::improved}, Row{100, 102, 0.02, Verdict::unchanged},
                            Row{1000, 1021, 0.02, Verdict::regressed}, Row{1000, 979, 0.02, Verdict::improved},
                            Row{1000, 981, 0.02, Verdict::unchanged}, Row{0, 0, 0, Verdict::unchanged},
                            Row{0, 3, 0, Verdict::regressed}, Row{3, 0, 0, Verdict::improved}}) {
        INFO(row.base << " " << row.candidate);
        const auto judged = judge_deterministic({"leaks", Unit::count, Better::lower}, row.base, row.candidate,
                                                {"leaks", row.threshold});
        CHECK(judged.verdict == row.verdict);
        CHECK(judged.not_worse == (row.verdict != Verdict::regressed));
        CHECK_FALSE(judged.ci);
    }
    CHECK(std::isinf(judge_deterministic({"leaks"}, 0, 3, {"leaks", 0}).change));
    CHECK(judge_deterministic({"x", Unit::count, Better::higher}, 100, 90, {"x", 0.02}).verdict == Verdict::regressed);
}

TEST_CASE("the gate of time is chosen by both sides' own times") {
    std::vector<MetricChange> metrics{
        change("wall_time", 1.0, 1.0, Verdict::unchanged), change("cpu_time", 1.0, 1.0, Verdict::unchanged),
        change("peak_rss", 1, 1, Verdict::unchanged), change("user_time", 1, 1, Verdict::unchanged)};
    const auto gated = [&](const std::vector<Threshold>& given = {}) {
        mark_gated(metrics, given);
        std::string names;
        for (const auto& metric : metrics)
            names += metric.gated ? metric.name + " " : "";
        return names;
    };
    CHECK(gated() == "cpu_time peak_rss ");
    CHECK(gated({parse_threshold("user_time=1%")}) == "cpu_time peak_rss user_time ");
    metrics[1].candidate = 0.4;
    CHECK(gated() == "wall_time peak_rss ");
    CHECK(gated({parse_threshold("cpu_time=1%")}) == "cpu_time peak_rss ");
    metrics.erase(metrics.begin());
    CHECK(gated() == "cpu_time peak_rss ");
}

TEST_CASE("CPU time and wall time that disagree say so, once") {
    std::vector<MetricChange> metrics{change("wall_time", 1, 1.2, Verdict::regressed),
                                      change("cpu_time", 1, 1, Verdict::unchanged)};
    mark_gated(metrics, {});
    mark_gated(metrics, {});
    CHECK(metrics[0].note == "disagrees with CPU time, which is unchanged");
    CHECK(metrics[1].note == "disagrees with wall time, which is regressed");

    metrics = {change("wall_time", 1, 1.2, Verdict::inconclusive), change("cpu_time", 1, 1, Verdict::unchanged)};
    mark_gated(metrics, {});
    CHECK(metrics[0].note.empty());
}
