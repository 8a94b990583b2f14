#include "../../src/store/rising_clock.hpp"
#include "catch.hpp"

#include "perfeng/store/id.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

using perfeng::store::uuid_v7;

TEST_CASE("an id has the layout of a UUID version 7") {
    const auto id = uuid_v7();
    REQUIRE(id.size() == 36);
    for (std::size_t i = 0; i < id.size(); ++i)
        CHECK((i == 8 || i == 13 || i == 18 || i == 23 ? id[i] == '-'
                                                       : std::string("0123456789abcdef").find(id[i]) != id.npos));
    CHECK(id[14] == '7');
    CHECK(std::string("89ab").find(id[19]) != std::string::npos);
}

TEST_CASE("an id begins with the milliseconds since 1970") {
    using namespace std::chrono;
    const auto now = [] { return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count(); };
    const auto before = now();
    const auto id = uuid_v7();
    const auto after = now();
    const auto told = std::stoll(id.substr(0, 8) + id.substr(9, 4), nullptr, 16);
    CHECK(told >= before);
    CHECK(told <= after + 1);
}

TEST_CASE("ids of one process are distinct and sort in the order they were made") {
    std::vector<std::string> ids(10000);
    std::ranges::generate(ids, uuid_v7);
    CHECK(std::ranges::is_sorted(ids));
    CHECK(std::set<std::string>(ids.begin(), ids.end()).size() == ids.size());
    std::set<std::string> random_parts;
    for (const auto& id : ids)
        random_parts.insert(id.substr(19));
    CHECK(random_parts.size() == ids.size());
}

TEST_CASE("the clock of ids rises when the system's stands still or goes back") {
    perfeng::store::RisingClock clock;
    CHECK(clock(100) == 100);
    CHECK(clock(100) == 101);
    CHECK(clock(50) == 102);
    CHECK(clock(200) == 200);
}
