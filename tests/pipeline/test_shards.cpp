#include "catch.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/pipeline/check.hpp"

using namespace perfeng;
using namespace perfeng::pipeline;

namespace {

std::string names_of(std::size_t workloads, const std::string& shard) {
    std::vector<CheckedWorkload> all(workloads);
    for (std::size_t i = 0; i < workloads; ++i)
        all[i].name = std::string(1, static_cast<char>('a' + i));
    std::string names;
    for (const auto& workload : part_of(all, read_shard(shard)))
        names += workload.name;
    return names;
}

} // namespace

TEST_CASE("shards run every workload once") {
    CHECK(names_of(5, "1/1") == "abcde");
    CHECK(names_of(5, "1/2") == "ace");
    CHECK(names_of(5, "2/2") == "bd");
    CHECK(names_of(3, "3/3") == "c");
}

TEST_CASE("where there are more shards than workloads, several run the same one") {
    CHECK(names_of(2, "1/5") == "a");
    CHECK(names_of(2, "2/5") == "b");
    CHECK(names_of(2, "5/5") == "a");
    CHECK(names_of(1, "4/4") == "a");
    CHECK(names_of(0, "2/4").empty());
}

TEST_CASE("what is no shard is refused") {
    for (const auto* const text : {"", "1", "/", "1/", "/2", "0/2", "3/2", "1/0", "1/2x", "x/2", "1/2/3", "-1/2"}) {
        INFO(text);
        CHECK_THROWS_WITH(read_shard(text), ContainsSubstring("cannot read the shard"));
    }
}
