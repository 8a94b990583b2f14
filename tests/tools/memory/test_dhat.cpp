#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/memory/dhat.hpp"

#include <string>
#include <vector>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

std::string dhat_fixture(const std::string& name) {
    return process::read_file(std::string(PERFENG_FIXTURES "/dhat/") + name);
}

Read<Contents> dhat(std::string_view text) {
    const auto read = read_dhat(text);
    INFO((read ? "" : to_string(read.error())));
    REQUIRE(read.has_value());
    return *read;
}

std::string dhat_file(const std::string& points, const std::string& mode = "heap", const std::string& version = "2") {
    return "{\"dhatFileVersion\":" + version + ",\"mode\":\"" + mode + "\",\"cmd\":\"./app\",\"pps\":[" + points +
           "],\"ftbl\":[\"[root]\",\"0x1: f (a.c:3)\",\"0x2: g (a.c:9)\",\"0x2: h (a.c:19)\"]}";
}

const Metric& dhat_metric(const Contents& contents, std::string_view name) {
    for (const auto& metric : contents.metrics)
        if (metric.name == name)
            return metric;
    FAIL("no metric " << name);
    return contents.metrics.front();
}

} // namespace

TEST_CASE("DHAT of valgrind: what was allocated in all and held at the peak, by function", "[dhat]") {
    const auto [contents, warnings] = dhat(dhat_fixture("allocate.json"));
    CHECK(warnings.empty());
    CHECK(contents.command == "./allocate");
    REQUIRE(contents.allocations);
    const auto& allocations = *contents.allocations;
    CHECK(allocations.tool == "dhat");
    CHECK(allocations.calls == 10000 + 500 + 2); // and the array, and libstdc++'s pool
    CHECK(allocations.bytes == 1000000 + 500000 + 4000 + 72704);
    CHECK(allocations.peak_bytes == 500000 + 4000 + 72704);
    CHECK(dhat_metric(contents, "allocations").trials == std::vector<double>{10502});
    CHECK(dhat_metric(contents, "allocations").unit == Unit::count);
    CHECK(dhat_metric(contents, "allocated_bytes").trials == std::vector<double>{1576704});
    CHECK(dhat_metric(contents, "peak_heap").trials == std::vector<double>{576704});
    CHECK_THAT(allocations.functions.at(0).stack.at(0).function, ContainsSubstring("churn"));
    CHECK(allocations.functions[0].calls == 10000);
    CHECK(allocations.functions[0].bytes == 1000000);
    CHECK(allocations.functions[0].peak_bytes == 0);
    CHECK_THAT(allocations.functions.at(1).stack.at(0).function, ContainsSubstring("hold"));
    CHECK(allocations.functions[1].peak_bytes == 504000);
    CHECK(allocations.functions[1].stack[0].file == "allocate.cpp");
}

TEST_CASE("DHAT: a profile of the bytes at the peak, allocators cut off", "[dhat]") {
    const auto contents = dhat(dhat_fixture("allocate.json")).value;
    REQUIRE(contents.profile);
    CHECK(contents.profile->unit == Unit::bytes);
    CHECK(contents.profile->samples == 0);
    CHECK(contents.profile->weight == 576704);
    for (const auto& stack : contents.profile->stacks)
        CHECK(contents.profile->frames.at(stack.frames.at(0)).name != "malloc");
}

TEST_CASE("DHAT of Rust: places with columns, inlined functions, what is held at the end", "[dhat]") {
    const auto [contents, warnings] = dhat(dhat_fixture("rust.json"));
    CHECK(contents.command == "target/release/sort --rows 9");
    const auto& sites = contents.allocations->functions;
    REQUIRE(sites.size() == 2);
    CHECK(sites[0].stack.at(0) == MemoryFrame{"sort::index", "", "src/index.rs", 40});
    CHECK(sites[1].stack.at(0) == MemoryFrame{"sort::read::{{closure}}", "", "src/read.rs", 31});
    CHECK(sites[1].bytes == 1200);
    CHECK(sites[1].peak_bytes == 600);
    const auto& read = contents.profile->stacks.at(0);
    REQUIRE(read.frames.size() == 3);
    CHECK(contents.profile->frames.at(read.frames[0]).inlined);
    CHECK_FALSE(contents.profile->frames.at(read.frames[1]).inlined);
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("16 bytes in 1 blocks were still held at the end"));
}

TEST_CASE("DHAT: a function that calls itself is not inlined into itself", "[dhat]") {
    const auto profile = dhat(dhat_file(R"({"tb":8,"tbk":1,"gb":8,"fs":[1,1,2,3]})")).value.profile.value();
    REQUIRE(profile.stacks.at(0).frames.size() == 4);
    std::vector<bool> inlined;
    for (const auto id : profile.stacks[0].frames)
        inlined.push_back(profile.frames.at(id).inlined);
    CHECK(inlined == std::vector<bool>{false, false, true, false}); // g, at the address of h
}

TEST_CASE("DHAT: modes that count no heap are refused, and what breaks off", "[dhat]") {
    const std::string point = R"({"tb":8,"tbk":1,"gb":8,"eb":0,"ebk":0,"fs":[1,3]})";
    CHECK(dhat(dhat_file(point)).value.allocations->calls == 1);
    for (const std::string mode : {"copy", "ad-hoc", "rust-ad-hoc", ""})
        CHECK_FALSE(read_dhat(dhat_file(point, mode)));
    CHECK_FALSE(read_dhat(dhat_file(point, "heap", "3")));
    CHECK_FALSE(read_dhat(dhat_file("")));
    CHECK_FALSE(read_dhat(dhat_file(R"({"tb":8,"tbk":1,"fs":[4]})")));
    CHECK_FALSE(read_dhat(dhat_file(R"({"tb":8,"tbk":1,"fs":[-1]})")));
    const auto whole = dhat_fixture("allocate.json");
    for (std::size_t size = 0; size + 2 < whole.size(); size += 7)
        CHECK_FALSE(read_dhat(whole.substr(0, size)));
}

TEST_CASE("DHAT: odd shapes are read or refused, never more", "[dhat]") {
    CHECK(dhat(dhat_file(R"({"tb":-8,"tbk":1,"gb":1e300,"fs":[]})")).value.allocations->bytes == 0);
    CHECK(dhat(dhat_file(R"({"tb":"x","tbk":1,"fs":[0],"acc":[[1]],"tb":[5]})")).value.allocations->bytes == 0);
    CHECK_FALSE(read_dhat(R"({"dhatFileVersion":2,"mode":"heap","pps":[1,2],"ftbl":{"a":"b"}})"));
    CHECK_FALSE(read_dhat(R"([{"pps":[{"tbk":1}]}])"));
    CHECK_FALSE(read_dhat("7"));
}

TEST_CASE("DHAT is told by its first key", "[dhat]") {
    CHECK(recognise_dhat({dhat_fixture("allocate.json"), true}) == Recognition::yes);
    CHECK(recognise_dhat({dhat_fixture("rust.json"), true}) == Recognition::yes);
    CHECK(recognise_dhat({"{\"mode\":\"heap\"}", true}) == Recognition::no);
    CHECK(recognise_dhat({"", true}) == Recognition::no);
}
