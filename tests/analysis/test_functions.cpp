#include "catch.hpp"

#include "perfeng/analysis/functions.hpp"

#include <cmath>
#include <random>

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

struct Cost {
    std::string name;
    std::uint64_t samples;
    std::string module = "/home/user/project/app";
};

/// The rest up to `samples` is in no listed function.
Profile profile_of(std::uint64_t samples, const std::vector<Cost>& costs) {
    Profile profile;
    profile.samples = samples;
    for (const auto& cost : costs) {
        FunctionCost function;
        function.name = cost.name;
        function.module = cost.module;
        function.self_samples = cost.samples;
        function.self_share = static_cast<double>(cost.samples) / static_cast<double>(samples);
        profile.functions.push_back(function);
    }
    return profile;
}

LeakSite site(LeakKind kind, std::uint64_t count, std::uint64_t bytes, const std::string& function,
              const std::vector<std::string>& callers = {"main"}) {
    LeakSite made;
    made.kind = kind;
    made.count = count;
    made.bytes = bytes;
    made.function = function;
    made.file = "src/app.c";
    made.stack.push_back({.function = function});
    for (const auto& caller : callers)
        made.stack.push_back({.function = caller});
    return made;
}

Leaks leaks_of(std::vector<LeakSite> sites) {
    Leaks leaks;
    for (const auto& found : sites) {
        leaks.count += found.count;
        leaks.bytes += found.bytes;
    }
    leaks.sites = std::move(sites);
    return leaks;
}

} // namespace

TEST_CASE("a large change is significant, told in points with an interval, and stands first") {
    const auto base = profile_of(1000, {{"parse", 400}, {"hash", 300}, {"print", 300}});
    const auto candidate = profile_of(800, {{"parse", 160}, {"hash", 320}, {"print", 320}});
    const auto changes = compare_functions(base, candidate);
    REQUIRE(changes.size() == 3);
    CHECK(changes[0].name == "parse");
    CHECK(changes[0].base_self == Approx(0.4));
    CHECK(changes[0].candidate_self == Approx(0.2));
    CHECK(changes[0].base_samples == 400);
    CHECK(changes[0].candidate_samples == 160);
    CHECK(changes[0].change == Approx(-0.2));
    REQUIRE(changes[0].ci);
    CHECK(changes[0].ci->lo < -0.2);
    CHECK(changes[0].ci->hi > -0.2);
    CHECK(changes[0].ci->hi < -0.1);
    CHECK(changes[0].significant);
    CHECK(changes[1].significant);
}

TEST_CASE("the same profile twice shows nothing; noise is not significant") {
    const auto base = profile_of(1000, {{"parse", 400}, {"hash", 300}});
    for (const auto& change : compare_functions(base, base)) {
        CHECK(change.change == 0);
        CHECK_FALSE(change.significant);
    }
    const auto again = profile_of(1000, {{"parse", 420}, {"hash", 285}});
    for (const auto& change : compare_functions(base, again))
        CHECK_FALSE(change.significant);
}

TEST_CASE("significant changes stand before larger ones that are not") {
    const auto base = profile_of(100000, {{"small", 100}, {"same", 50000}});
    const auto candidate = profile_of(200, {{"same", 108}, {"small", 8}});
    const auto changes = compare_functions(base, candidate);
    REQUIRE(changes.size() == 2);
    CHECK(changes[0].name == "small");
    CHECK(changes[0].significant);
    CHECK_FALSE(changes[1].significant);
    CHECK(std::abs(changes[1].change) > std::abs(changes[0].change));
}

TEST_CASE("functions are matched by name, wherever the file lies; gone and new ones are there") {
    const auto base = profile_of(1000, {{"work", 500, "/store/blobs/1f"}, {"old", 100}, {"work", 100, "/lib/other"}});
    const auto candidate = profile_of(1000, {{"work", 600, "/home/user/project/app"}, {"new", 100}});
    const auto changes = compare_functions(base, candidate);
    REQUIRE(changes.size() == 3);
    for (const auto& change : changes) {
        if (change.name == "work")
            CHECK(change.change == 0);
        if (change.name == "old")
            CHECK(change.candidate_samples == 0);
        if (change.name == "new")
            CHECK(change.change == Approx(0.1));
    }
}

TEST_CASE("functions with too few samples are left out") {
    const auto base = profile_of(1000, {{"nine", 5}, {"ten", 5}});
    const auto candidate = profile_of(1000, {{"nine", 4}, {"ten", 5}});
    const auto changes = compare_functions(base, candidate);
    REQUIRE(changes.size() == 1);
    CHECK(changes[0].name == "ten");
}

TEST_CASE("identical programs: at most one comparison in twenty has a significant function") {
    std::mt19937_64 random(11);
    const std::vector<std::uint64_t> percents{30, 20, 15, 10, 8, 6, 4, 3, 2, 2};
    const auto draw = [&] {
        std::vector<Cost> costs;
        for (std::size_t i = 0; i < percents.size(); ++i)
            costs.push_back({"f" + std::to_string(i), 0});
        for (int sample = 0; sample < 2000; ++sample) {
            auto place = random() % 100;
            std::size_t function = 0;
            while (place >= percents[function])
                place -= percents[function++];
            ++costs[function].samples;
        }
        return profile_of(2000, costs);
    };
    int flagged = 0;
    for (int round = 0; round < 400; ++round) {
        const auto changes = compare_functions(draw(), draw());
        flagged += changes.front().significant ? 1 : 0;
    }
    CHECK(flagged <= 30);
}

TEST_CASE("counts are compared without a test, and never with samples") {
    auto base = profile_of(1000, {{"sort", 600}, {"main", 399}, {"tiny", 0}});
    auto candidate = profile_of(1000, {{"sort", 500}, {"main", 499}, {"tiny", 0}});
    CHECK(compare_functions(base, candidate).front().ci);
    base.samples = 0;
    CHECK(compare_functions(base, candidate).empty());
    candidate.samples = 0;
    const auto changes = compare_functions(base, candidate);
    REQUIRE(changes.size() == 2);
    CHECK_FALSE(changes[0].ci);
    CHECK_FALSE(changes[0].significant);
    CHECK(std::abs(changes[0].change) == Approx(0.1));
}

TEST_CASE("the smallest change that could have been shown shrinks with the samples") {
    const auto changes_of = [](std::uint64_t n) {
        const auto profile = profile_of(n, {{"new", 0}, {"work", n / 3}});
        return compare_functions(profile, profile);
    };
    const auto few = smallest_change_shown(changes_of(300), 0.05);
    const auto many = smallest_change_shown(changes_of(30000), 0.05);
    REQUIRE(few);
    REQUIRE(many);
    CHECK(*few > 5 * *many);
    CHECK(*many > 0.002);
    CHECK(*many < 0.02);
    CHECK_FALSE(smallest_change_shown({}, 0.05));
}

TEST_CASE("a leak that stood in the base is not new, wherever its line moved") {
    auto base = leaks_of({site(LeakKind::definite, 3, 300, "load")});
    auto candidate = base;
    candidate.sites[0].line = 99;
    candidate.sites[0].stack[0].line = 99;
    candidate.sites[0].kind = LeakKind::indirect;
    const auto change = compare_leaks(&base, &candidate);
    REQUIRE(change);
    CHECK(change->new_sites.empty());
    CHECK(change->base_count == 3);
    CHECK(change->candidate_bytes == 300);
}

TEST_CASE("new leaks: another function, file or caller, or more blocks at the same place") {
    const auto base = leaks_of({site(LeakKind::definite, 3, 300, "load"), site(LeakKind::possible, 9, 9, "cache")});
    struct Row {
        LeakSite found;
        std::uint64_t count;
        std::uint64_t bytes;
    };
    auto other_file = site(LeakKind::definite, 1, 10, "load");
    other_file.file = "src/other.c";
    for (const auto& row :
         {Row{site(LeakKind::definite, 1, 10, "save"), 1, 10}, Row{other_file, 1, 10},
          Row{site(LeakKind::definite, 1, 10, "load", {"retry", "main"}), 1, 10},
          Row{site(LeakKind::definite, 5, 520, "load"), 2, 220}, Row{site(LeakKind::definite, 1, 1, "cache"), 1, 1},
          Row{site(LeakKind::indirect, 1, 1, "leaf"), 1, 1}}) {
        const auto candidate = leaks_of({row.found});
        const auto change = compare_leaks(&base, &candidate);
        REQUIRE(change);
        const auto added = added_leaks(*change);
        REQUIRE(added.size() == 1);
        CHECK(added[0].site.function == row.found.function);
        CHECK(added[0].site.count == row.count);
        CHECK(added[0].site.bytes == row.bytes);
        CHECK(added[0].new_place == change->changed_sites.empty());
        CHECK(change->new_sites.size() + change->changed_sites.size() == 1);
    }
    for (const auto& old : {site(LeakKind::definite, 2, 300, "load"), site(LeakKind::possible, 5, 5, "new"),
                            site(LeakKind::reachable, 5, 5, "new")}) {
        const auto candidate = leaks_of({old});
        CHECK(added_leaks(*compare_leaks(&base, &candidate)).empty());
    }
}

TEST_CASE("a place is told once, with all that leaks there") {
    const auto base = leaks_of({site(LeakKind::definite, 3, 300, "load")});
    const auto candidate =
        leaks_of({site(LeakKind::definite, 2, 200, "load"), site(LeakKind::indirect, 2, 200, "load")});
    const auto change = compare_leaks(&base, &candidate);
    CHECK(change->new_sites.empty());
    REQUIRE(change->changed_sites.size() == 1);
    CHECK(change->changed_sites[0].site.count == 4);
    CHECK(change->changed_sites[0].site.bytes == 400);
    CHECK(change->changed_sites[0].base_count == 3);
    CHECK(change->changed_sites[0].base_bytes == 300);
    CHECK(compare_leaks(&candidate, &candidate)->changed_sites.empty());
    const auto more = leaks_of({site(LeakKind::definite, 5, 500, "load")});
    CHECK(added_leaks(*compare_leaks(&candidate, &more)).at(0).site.bytes == 100);
}

TEST_CASE("the same blocks grown larger are told, and are no new leak") {
    const auto base = leaks_of({site(LeakKind::definite, 3, 300, "load")});
    const auto candidate = leaks_of({site(LeakKind::definite, 3, 400, "load")});
    const auto change = compare_leaks(&base, &candidate);
    CHECK(change->changed_sites.size() == 1);
    CHECK(added_leaks(*change).empty());
}

TEST_CASE("new sites: largest first") {
    const Leaks base;
    const auto candidate =
        leaks_of({site(LeakKind::definite, 1, 10, "small"), site(LeakKind::definite, 1, 90, "large")});
    const auto change = compare_leaks(&base, &candidate);
    REQUIRE(change->new_sites.size() == 2);
    CHECK(change->new_sites[0].function == "large");
}

TEST_CASE("no leak check on a side: nothing can be told") {
    const Leaks none;
    CHECK_FALSE(compare_leaks(nullptr, &none));
    CHECK_FALSE(compare_leaks(&none, nullptr));
    CHECK(compare_leaks(&none, &none)->new_sites.empty());
}

TEST_CASE("a function in several leak traces comes first, with their number and bytes") {
    const auto leaks = leaks_of({site(LeakKind::definite, 1, 500, "copy", {"parse", "load", "main"}),
                                 site(LeakKind::indirect, 2, 40, "copy", {"parse", "load", "main"}),
                                 site(LeakKind::definite, 3, 30, "name_of", {"parse", "load", "main"}),
                                 site(LeakKind::definite, 1, 900, "copy", {"save", "main"}),
                                 site(LeakKind::reachable, 1, 7, "copy", {"cache", "main"}),
                                 site(LeakKind::possible, 1, 7, "copy", {"other", "main"})});
    const auto shared = shared_leak_functions(leaks);
    REQUIRE(shared.size() == 2);
    CHECK(shared[0].function == "copy");
    CHECK(shared[0].traces == 2);
    CHECK(shared[0].count == 4);
    CHECK(shared[0].bytes == 1440);
    CHECK(shared[1].function == "parse"); // in the same traces as load, and nearer to the allocation
    CHECK(shared[1].traces == 2);
    CHECK(shared[1].bytes == 570);
}

TEST_CASE("what starts a program, a library, recursion and a single trace are nothing that leaks share") {
    CHECK(shared_leak_functions({}).empty());
    auto below = site(LeakKind::definite, 1, 1, "f");
    auto above = site(LeakKind::definite, 1, 1, "g");
    for (auto* found : {&below, &above})
        found->stack.insert(found->stack.begin(), {.function = "push_back", .file = "stl_vector.h", .line = 7});
    CHECK(shared_leak_functions(leaks_of({below, above})).empty());
    CHECK(shared_leak_functions(leaks_of({site(LeakKind::definite, 1, 1, "f", {"f", "f", "main"})})).empty());
    auto one = site(LeakKind::definite, 1, 1, "f", {"std::invoke<int>", "format", "main"});
    auto other = site(LeakKind::definite, 1, 1, "g", {"std::invoke<int>", "format", "main"});
    for (auto* found : {&one, &other}) {
        found->stack[2].module = "/usr/lib/x86_64-linux-gnu/libfmt.so.9";
        found->stack.push_back({.function = "start_thread"});
    }
    CHECK(shared_leak_functions(leaks_of({one, other})).empty());
    other.stack[2].module = one.stack[2].module = "/home/user/libfmt.so";
    REQUIRE(shared_leak_functions(leaks_of({one, other})).size() == 1);
    CHECK(shared_leak_functions(leaks_of({one, other}))[0].function == "format");
}
