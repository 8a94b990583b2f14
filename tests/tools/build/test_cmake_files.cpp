#include "catch.hpp"

#include "perfeng/tools/build/cmake_targets.hpp"

using namespace perfeng;
using namespace perfeng::tools;

TEST_CASE("targets of CMake's file API are read", "[cmake]") {
    const auto files = read_codemodel(R"({"configurations":[{"name":"","targets":[{"name":"app","jsonFile":"a.json"},
        {"name":"lib","jsonFile":"l.json"}]},{"name":"x","targets":[{"name":"app","jsonFile":"a.json"}]}],"version":{}})");
    REQUIRE(files.has_value());
    CHECK(*files == std::vector<std::string>{"a.json", "l.json"});
    const auto target = read_cmake_target(R"({"name":"app","type":"EXECUTABLE","artifacts":[{"path":"bin/app"}]})");
    REQUIRE(target.has_value());
    CHECK(target->name == "app");
    CHECK(target->artifacts == std::vector<std::string>{"bin/app"});
    CHECK(read_cmake_target(R"({"name":"all","type":"UTILITY"})")->artifacts.empty());
    for (const auto* const text : {"", "[]", "{}", R"({"configurations":3})", R"({"name":1,"type":"x"})"}) {
        INFO(text);
        CHECK_FALSE(read_codemodel(text).has_value());
        CHECK_FALSE(read_cmake_target(text).has_value());
    }
}
