#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/build/cmake_cache.hpp"

#include <filesystem>

using namespace perfeng;
using namespace perfeng::tools;

TEST_CASE("a cache tells the build type and its flags", "[cmake]") {
    const auto cache =
        read_cmake_cache("# This is the CMakeCache file.\n//Help text\nCMAKE_BUILD_TYPE:STRING=Release\n\n"
                         "CMAKE_CXX_FLAGS:STRING=-Wall\nCMAKE_CXX_FLAGS_RELEASE:STRING=-O3 -DNDEBUG\n"
                         "CMAKE_HOME_DIRECTORY:INTERNAL=/src\n");
    REQUIRE(cache.has_value());
    CHECK(cache->build_type() == "Release");
    CHECK(cache->flags("CXX") == "-Wall -O3 -DNDEBUG");
    CHECK(cache->flags("C").empty());
    CHECK(cache->value("CMAKE_HOME_DIRECTORY") == "/src");
    CHECK_FALSE(read_cmake_cache("no cache\n").has_value());
    CHECK_FALSE(read_cmake_cache("").has_value());
}

TEST_CASE("a CMake cache is read with the types of its variables", "[cmake]") {
    const auto cache = read_cmake_cache("# This is the CMakeCache file.\n\n//Choose the type of build\n"
                                        "CMAKE_BUILD_TYPE:STRING=Release\nCMAKE_CXX_FLAGS:STRING=-O2 -DX=1:2\n"
                                        "\"odd:name\":STRING=' kept '\nWITH_X:UNINITIALIZED=ON\n"
                                        "CMAKE_BUILD_TYPE-ADVANCED:INTERNAL=1\nEMPTY:PATH=\n");
    REQUIRE(cache.has_value());
    CHECK(cache->variables.size() == 6);
    CHECK(cache->value("CMAKE_BUILD_TYPE") == "Release");
    CHECK(cache->value("CMAKE_CXX_FLAGS") == "-O2 -DX=1:2");
    CHECK(cache->value("odd:name") == " kept ");
    CHECK(cache->variables.at(3).type == "UNINITIALIZED");
    CHECK(cache->value("EMPTY").empty());
    CHECK(cache->value("missing").empty());
}

TEST_CASE("what is no CMake cache is refused with its line", "[cmake]") {
    const auto damaged = read_cmake_cache("A:STRING=1\nB=2\n");
    REQUIRE_FALSE(damaged.has_value());
    CHECK(damaged.error().line == 2);
    CHECK_FALSE(read_cmake_cache("# nothing\n").has_value());
}

TEST_CASE("a script gives a new build directory what the user chose", "[cmake]") {
    const auto cache =
        read_cmake_cache("CMAKE_BUILD_TYPE:STRING=Release\nWITH_X:UNINITIALIZED=ON\n"
                         "CMAKE_HOME_DIRECTORY:INTERNAL=/src\nAPP_VERSION:STATIC=1\n"
                         "\"odd:name\":STRING=x\nLIB:FILEPATH=/src/build/lib.a\nCMAKE_C_FLAGS:STRING=-Wall\n");
    REQUIRE(cache.has_value());
    CHECK(initial_cache(*cache, "/src/build", {{"CMAKE_C_FLAGS", "-g"}, {"CMAKE_EXE_LINKER_FLAGS", "-s"}}) ==
          "set(CMAKE_BUILD_TYPE [==[Release]==] CACHE STRING \"\")\n"
          "set(WITH_X [==[ON]==] CACHE STRING \"\")\n"
          "set(CMAKE_C_FLAGS [==[-Wall -g]==] CACHE STRING \"\")\n"
          "set(CMAKE_EXE_LINKER_FLAGS [==[-s]==] CACHE STRING \"\")\n");
}

TEST_CASE("a compilation database tells the flags, each set once", "[cmake]") {
    const auto flags = read_compile_flags(
        R"([{"directory":"/b","command":"/usr/bin/c++ -O2 -g -o a.o -c /s/a.cpp","file":"/s/a.cpp"},
            {"directory":"/b","arguments":["cc","-O2","-g","-c","b.c","-o","b.o"],"file":"b.c"},
            {"directory":"/b","command":"cc -O0 -c c.c","file":"c.c"}])");
    REQUIRE(flags.has_value());
    CHECK(*flags == std::vector<std::string>{"-O2 -g", "-O0"});
}

TEST_CASE("the build directory above an executable, with the program's own flags", "[cmake]") {
    const process::TemporaryDirectory directory;
    const auto build = directory.path() / "build";
    std::filesystem::create_directories(build / "src/CMakeFiles/app.dir");
    process::write_file(build / "CMakeCache.txt", "CMAKE_HOME_DIRECTORY:INTERNAL=/src\nCMAKE_BUILD_TYPE:STRING=\n");
    process::write_file(build / "src/CMakeFiles/app.dir/flags.make",
                        "# comment\nCXX_FLAGS = -O1 -g\n\nCXX_DEFINES = -DX\n");
    const auto project = find_cmake_project(build / "src/app");
    REQUIRE(project.has_value());
    CHECK(project->build == build);
    CHECK(project->cache.build_type().empty());
    CHECK(project->flags == std::vector<std::string>{"-O1 -g"});
    CHECK_FALSE(find_cmake_project(directory.path() / "app").has_value());
}

TEST_CASE("options of meson", "[meson]") {
    const auto options =
        read_meson_options(R"([{"name":"buildtype","value":"release"},{"name":"b_lto","value":true}])");
    REQUIRE(options.has_value());
    CHECK(options->at("buildtype") == "release");
    CHECK(options->at("b_lto") == "true");
    CHECK_FALSE(read_meson_options("{").has_value());
}
