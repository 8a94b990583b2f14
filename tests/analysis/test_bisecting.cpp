#include "catch.hpp"

#include "perfeng/analysis/bisecting.hpp"

#include <set>

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

/// What a search asks until it ends, where the commits of `unusable` are skipped and `first_bad` and all after it are
/// bad.
struct Search {
    Search(std::size_t commits, std::size_t first_bad, const std::set<std::size_t>& unusable = {}) : states(commits) {
        states.back() = RevisionState::bad;
        for (auto next = next_to_test(states); next && asked < 2 * commits; next = next_to_test(states), ++asked)
            states[*next] = unusable.contains(*next) ? RevisionState::skipped
                            : *next >= first_bad     ? RevisionState::bad
                                                     : RevisionState::good;
    }
    RevisionStates states;
    std::size_t asked = 0;
};

} // namespace

TEST_CASE("the first bad commit is found in as many steps as halving takes") {
    for (const std::size_t commits : {1U, 2U, 3U, 7U, 8U, 100U})
        for (std::size_t first_bad = 0; first_bad < commits; ++first_bad) {
            const Search search(commits, first_bad);
            INFO(commits << " commits, bad from " << first_bad);
            CHECK(suspects_in(search.states) == std::pair(first_bad, first_bad));
            CHECK((std::size_t{1} << search.asked) < 2 * commits + 2);
        }
}

TEST_CASE("skipped commits are passed over, and told where they hide the first bad one") {
    const Search passed(9, 2, {4, 5});
    CHECK(suspects_in(passed.states) == std::pair(std::size_t{2}, std::size_t{2}));
    const Search hidden(9, 4, {2, 3});
    CHECK(suspects_in(hidden.states) == std::pair(std::size_t{2}, std::size_t{4}));
    const Search all(3, 1, {0, 1});
    CHECK(suspects_in(all.states) == std::pair(std::size_t{0}, std::size_t{2}));
    CHECK(all.asked == 2);
}
