#include "catch.hpp"

#include "perfeng/analysis/blame.hpp"

#include <algorithm>
#include <cmath>
#include <random>

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

struct Cost {
    std::string name;
    double seconds;
    std::string file = "";
};

/// Repeats of a program: each function's seconds, sampled at 10 kHz with the luck of counts.
FunctionTimes sampled(const std::vector<Cost>& costs, unsigned seed, std::size_t repeats = 8, double unknown = 0) {
    std::mt19937 random(seed);
    FunctionTimes times;
    times.tool = "perf";
    times.samples.resize(repeats);
    times.others.assign(repeats, 0);
    times.unknown.assign(repeats, 0);
    for (const auto& cost : costs)
        times.functions.push_back({.name = cost.name, .module = "app", .file = cost.file, .line = 3});
    for (std::size_t repeat = 0; repeat < repeats; ++repeat) {
        std::vector<double> counts;
        for (const auto& cost : costs)
            counts.push_back(cost.seconds > 0 ? std::poisson_distribution<>(cost.seconds * 10'000)(random) : 0);
        counts.push_back(unknown > 0 ? std::poisson_distribution<>(unknown * 10'000)(random) : 0);
        double all = 0;
        for (const auto number : counts)
            all += number;
        times.samples[repeat] = static_cast<std::uint64_t>(all);
        for (std::size_t i = 0; i < costs.size(); ++i) {
            times.functions[i].samples += static_cast<std::uint64_t>(counts[i]);
            times.functions[i].shares.push_back(counts[i] / all);
        }
        times.unknown[repeat] = counts.back() / all;
    }
    std::erase_if(times.functions, [](const FunctionTime& time) { return time.samples == 0; });
    return times;
}

double whole_of(const std::vector<Cost>& costs) {
    double whole = 0;
    for (const auto& cost : costs)
        whole += cost.seconds;
    return whole;
}

std::vector<Cost> eight() {
    std::vector<Cost> costs;
    for (const auto* const name : {"a", "b", "c", "d", "e", "f", "g", "h"})
        costs.push_back({name, 0.1});
    return costs;
}

Blame blamed(const std::vector<Cost>& base, const std::vector<Cost>& candidate, unsigned seed = 1,
             const Callers& base_callers = {}, const Callers& candidate_callers = {}) {
    auto blame =
        blame_functions(sampled(base, seed), sampled(candidate, seed + 1000),
                        {Unit::seconds, whole_of(base), whole_of(candidate), 0.001}, base_callers, candidate_callers);
    const auto& ledger = blame.ledger;
    CHECK(ledger.functions + ledger.moved + ledger.within_noise + ledger.unattributed ==
          Approx(ledger.candidate - ledger.base).margin(1e-12));
    return blame;
}

std::vector<std::string> named(const Blame& blame) {
    std::vector<std::string> names;
    for (const auto& function : blame.functions)
        if (function.significant)
            names.push_back(function.name);
    return names;
}

const FunctionChange* find(const Blame& blame, const std::string& name) {
    const auto found = std::ranges::find(blame.functions, name, &FunctionChange::name);
    return found == blame.functions.end() ? nullptr : &*found;
}

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("of eight functions the one that became 20% slower is named, and no other") {
    int alone = 0;
    for (unsigned seed = 0; seed < 200; ++seed) {
        auto slower = eight();
        slower[seed % 8].seconds *= 1.2;
        alone += named(blamed(eight(), slower, seed)) == Names{slower[seed % 8].name} ? 1 : 0;
    }
    CHECK(alone >= 190);
}

TEST_CASE("where nothing changed nothing is named") {
    int wrong = 0;
    for (unsigned seed = 0; seed < 200; ++seed)
        wrong += named(blamed(eight(), eight(), seed)).empty() ? 0 : 1;
    CHECK(wrong <= 4);
}

TEST_CASE("a function that did not change is not named because another grew") {
    const std::vector<Cost> base{{"grows", 0.2}, {"stays", 0.6}};
    const std::vector<Cost> candidate{{"grows", 0.8}, {"stays", 0.6}};
    const auto blame = blamed(base, candidate);
    CHECK(named(blame) == Names{"grows"});
    CHECK(find(blame, "stays")->candidate_self < 0.5);
    CHECK(std::abs(find(blame, "stays")->change) < 0.03);
    CHECK(find(blame, "grows")->candidate_cost - find(blame, "grows")->base_cost == Approx(0.6).epsilon(0.05));
    CHECK(find(blame, "grows")->change == Approx(0.75).epsilon(0.05));
    CHECK(blame.ledger.functions == Approx(0.6).epsilon(0.05));
}

TEST_CASE("what the place of code explains is within the margin, though many samples show it") {
    auto shifted = eight();
    shifted[2].seconds *= 1.02; // 0.25 points of the whole
    constexpr std::size_t many = 60;
    constexpr unsigned times = 30;
    int named_within = 0;
    int named_without = 0;
    for (unsigned seed = 0; seed < times; ++seed) {
        const auto base = sampled(eight(), seed, many);
        const auto candidate = sampled(shifted, seed + 1000, many);
        const WholeCosts whole{Unit::seconds, whole_of(eight()), whole_of(shifted), 0};
        named_within += named(blame_functions(base, candidate, whole, {}, {})).empty() ? 0 : 1;
        named_without += named(blame_functions(base, candidate, whole, {}, {}, 0)).empty() ? 0 : 1;
    }
    CHECK(named_within == 0);
    CHECK(named_without > 20);
}

TEST_CASE("a renamed function is counted with its former name") {
    SECTION("the name differs by what a compiler adds") {
        const std::vector<Cost> base{{"parse(char const*)", 0.3}, {"rest", 0.5}};
        const std::vector<Cost> candidate{{"parse(char const*) [clone .isra.0]", 0.3}, {"rest", 0.5}};
        const auto blame = blamed(base, candidate);
        CHECK(named(blame).empty());
        CHECK(find(blame, "parse(char const*)") == nullptr);
        CHECK_THAT(find(blame, "parse(char const*) [clone .isra.0]")->moved,
                   ContainsSubstring("was parse(char const*) before"));
        CHECK(std::abs(blame.ledger.moved) < 0.02);
    }
    SECTION("it stands in the same file, and became slower too") {
        const std::vector<Cost> base{{"old", 0.3, "a.c"}, {"rest", 0.5, "b.c"}};
        const std::vector<Cost> candidate{{"fresh", 0.36, "a.c"}, {"rest", 0.5, "b.c"}};
        const auto blame = blamed(base, candidate);
        CHECK(named(blame) == Names{"fresh"});
        CHECK(find(blame, "fresh")->change == Approx(0.06 / 0.8).epsilon(0.3));
        CHECK(find(blame, "fresh")->moved == "was old before");
    }
    SECTION("the same functions call it") {
        const Callers before{{"old", {"main"}}};
        const Callers now{{"fresh", {"main"}}};
        const auto blame = blamed({{"old", 0.3}, {"rest", 0.5}}, {{"fresh", 0.3}, {"rest", 0.5}}, 1, before, now);
        CHECK(named(blame).empty());
    }
    SECTION("nothing tells that it is the same") {
        const auto blame = blamed({{"old", 0.3, "a.c"}, {"rest", 0.5}}, {{"fresh", 0.3, "z.c"}, {"rest", 0.5}});
        auto names = named(blame);
        std::ranges::sort(names);
        CHECK(names == Names{"fresh", "old"});
    }
    SECTION("its cost is another") {
        const auto blame = blamed({{"old", 0.1, "a.c"}, {"rest", 0.5}}, {{"fresh", 0.4, "a.c"}, {"rest", 0.5}});
        CHECK(named(blame).size() == 2);
    }
}

TEST_CASE("a function that is inlined into its caller is counted with it, and one that is split off too") {
    const std::vector<Cost> apart{{"caller", 0.2}, {"helper", 0.2}, {"rest", 0.4}};
    const std::vector<Cost> joined{{"caller", 0.4}, {"rest", 0.4}};
    const Callers callers{{"helper", {"caller", "main"}}};
    const auto inlined = blamed(apart, joined, 1, callers, {});
    CHECK(named(inlined).empty());
    CHECK(find(inlined, "helper") == nullptr);
    CHECK(find(inlined, "caller")->moved == "helper is inlined here");
    CHECK(std::abs(find(inlined, "caller")->change) < 0.03);
    const auto split = blamed(joined, apart, 1, {}, callers);
    CHECK(named(split).empty());
    CHECK(find(split, "caller")->moved == "helper is split off it");
    CHECK(find(split, "helper") == nullptr);
}

TEST_CASE("a function that vanished while its caller stayed as it was is a saving") {
    const Callers callers{{"helper", {"caller"}}};
    const auto blame =
        blamed({{"caller", 0.2}, {"helper", 0.2}, {"rest", 0.4}}, {{"caller", 0.2}, {"rest", 0.4}}, 1, callers, {});
    CHECK(named(blame) == Names{"helper"});
    CHECK(find(blame, "helper")->candidate_cost == 0);
    CHECK(find(blame, "helper")->change == Approx(-0.25).epsilon(0.1));
}

TEST_CASE("time without a function's name stands in the sum") {
    const auto blame = blame_functions(sampled({{"a", 0.4}}, 1, 8, 0.1), sampled({{"a", 0.4}}, 2, 8, 0.3),
                                       {Unit::seconds, 0.5, 0.7, 0.001}, {}, {});
    CHECK(named(blame).empty());
    CHECK(blame.ledger.unattributed == Approx(0.2).epsilon(0.1));
}

TEST_CASE("callers are those that stand next in the stacks, recursion left out") {
    Profile profile;
    for (const auto* const name : {"leaf", "middle", "main"})
        profile.frames.push_back({.name = name});
    profile.stacks = {{.frames = {0, 1, 1, 2}}, {.frames = {0, 2}}, {.frames = {}}};
    const auto callers = callers_in(profile);
    CHECK(callers.at("leaf") == std::set<std::string>{"main", "middle"});
    CHECK(callers.at("middle") == std::set<std::string>{"main"});
    CHECK_FALSE(callers.contains("main"));
}
