#include "catch.hpp"

#include "perfeng/analysis/functions.hpp"
#include "perfeng/analysis/size_changes.hpp"

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

Executable executable(std::vector<SymbolSize> symbols) {
    Executable made;
    made.symbols = std::move(symbols);
    return made;
}

AllocationSite site(const std::string& function, std::uint64_t calls, std::uint64_t bytes) {
    return {.stack = {{.function = function, .file = "a.c", .line = 3}}, .calls = calls, .bytes = bytes};
}

} // namespace

TEST_CASE("functions whose code grew, shrank, came or went, largest change first") {
    const auto changes = symbol_changes(executable({{"parse", 400}, {"gone", 300}, {"same", 200}, {"least", 100}}),
                                        executable({{"fresh", 900}, {"parse", 500}, {"same", 200}, {"least", 100}}));
    REQUIRE(changes.size() == 3);
    CHECK(changes[0].name == "fresh");
    CHECK(changes[0].base_size == 0);
    CHECK(changes[1].name == "gone");
    CHECK(changes[1].candidate_size == 0);
    CHECK(changes[2].name == "parse");
    CHECK(changes[2].candidate_size == 500);
}

TEST_CASE("a function that is smaller than all that the other side lists may stand there unlisted") {
    CHECK(symbol_changes(executable({{"parse", 400}}), executable({{"parse", 400}, {"small", 50}})).empty());
    CHECK(symbol_changes(executable({}), executable({{"parse", 400}})).empty());
}

TEST_CASE("functions that allocate more or less, by the change of blocks") {
    Allocations base;
    base.functions = {site("copy", 10, 100), site("same", 5, 50), site("bytes", 5, 50), site("gone", 2, 20)};
    Allocations candidate;
    candidate.functions = {site("copy", 40, 400), site("same", 5, 50), site("bytes", 5, 5000)};
    const auto changes = allocation_changes(base, candidate);
    REQUIRE(changes.size() == 3);
    CHECK(changes[0].function == "copy");
    CHECK(changes[0].candidate_calls == 40);
    CHECK(changes[0].line == 3);
    CHECK(changes[1].function == "gone");
    CHECK(changes[1].candidate_calls == 0);
    CHECK(changes[2].function == "bytes");
    CHECK(changes[2].candidate_bytes == 5000);
}

TEST_CASE("leak sites are new, changed or gone") {
    const auto leak = [](const std::string& function, std::uint64_t count) {
        LeakSite made;
        made.function = function;
        made.count = count;
        made.bytes = 16 * count;
        return made;
    };
    Leaks base;
    base.sites = {leak("stays", 1), leak("mended", 2), leak("less", 5)};
    Leaks candidate;
    candidate.sites = {leak("stays", 1), leak("fresh", 3), leak("less", 1)};
    const auto change = compare_leaks(&base, &candidate);
    REQUIRE(change);
    REQUIRE(change->new_sites.size() == 1);
    CHECK(change->new_sites[0].function == "fresh");
    REQUIRE(change->changed_sites.size() == 1);
    CHECK(change->changed_sites[0].site.function == "less");
    CHECK(change->changed_sites[0].site.count == 1);
    CHECK(change->changed_sites[0].base_count == 5);
    REQUIRE(change->gone_sites.size() == 1);
    CHECK(change->gone_sites[0].function == "mended");
    CHECK(change->gone_sites[0].count == 2);
}
