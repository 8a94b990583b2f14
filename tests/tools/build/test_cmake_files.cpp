#include "catch.hpp"

#include "perfeng/tools/build/cmake_targets.hpp"
#include "perfeng/tools/build/cmake_variables.hpp"

using namespace perfeng;
using namespace perfeng::tools;

TEST_CASE("a CMake cache is read with the types of its variables", "[cmake]") {
    const auto variables = read_cmake_variables("# This is the CMakeCache file.\n\n//Choose the type of build\n"
                                                "CMAKE_BUILD_TYPE:STRING=Release\nCMAKE_CXX_FLAGS:STRING=-O2 -DX=1:2\n"
                                                "\"odd:name\":STRING=' kept '\nWITH_X:UNINITIALIZED=ON\n"
                                                "CMAKE_BUILD_TYPE-ADVANCED:INTERNAL=1\nEMPTY:PATH=\n");
    REQUIRE(variables.has_value());
    CHECK(variables->size() == 6);
    CHECK(value_of(*variables, "CMAKE_BUILD_TYPE") == "Release");
    CHECK(value_of(*variables, "CMAKE_CXX_FLAGS") == "-O2 -DX=1:2");
    CHECK(value_of(*variables, "odd:name") == " kept ");
    CHECK(variables->at(3).type == "UNINITIALIZED");
    CHECK(value_of(*variables, "EMPTY").empty());
    CHECK(value_of(*variables, "missing").empty());
}

TEST_CASE("what is no CMake cache is refused with its line", "[cmake]") {
    const auto damaged = read_cmake_variables("A:STRING=1\nB=2\n");
    REQUIRE_FALSE(damaged.has_value());
    CHECK(damaged.error().line == 2);
    CHECK_FALSE(read_cmake_variables("# nothing\n").has_value());
}

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
