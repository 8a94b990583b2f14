#include "sandbox.hpp"

#include <filesystem>

using namespace perfeng;

TEST_CASE("the build of a program is told with its sources, and its time measured") {
    const Sandbox sandbox;
    sandbox.write("a.c", "int main(void) { return 0; }\n");
    sandbox.compile("a", sandbox.read("a.c"));
    const auto told = sandbox.perfeng({"baseline", "--trials", "2", "--passes", "none", "--build", "cp a.c copied",
                                       "--clean", "rm -f copied", "--json", "--", "./a"});
    INFO(told.err);
    REQUIRE(told.status == 0);
    check_valid(told.out, "measurement");
    const auto document = told.json();
    CHECK(entry_of(document.at("metrics"), "name", "build_time").at("n") == 2);
    CHECK(entry_of(document.at("metrics"), "name", "incremental_build_time").at("n") == 2);
    const auto linking = entry_of(document.at("executable").at("build_facts"), "what", "linking");
#ifdef __linux__
    CHECK(linking.at("value") == "dynamic");
    CHECK(linking.at("confidence") == "high");
    CHECK_THAT(sandbox.perfeng({"report", "latest"}).out, ContainsSubstring("BUILD") && ContainsSubstring("PT_INTERP"));
#endif
}

TEST_CASE("an empty CMAKE_BUILD_TYPE is named as the fault, with the command that mends it") {
    const Sandbox sandbox;
    std::filesystem::create_directory(sandbox / "build");
    const auto source = (sandbox / "src").string();
    sandbox.write("build/CMakeCache.txt", "CMAKE_HOME_DIRECTORY:INTERNAL=" + source + "\nCMAKE_BUILD_TYPE:STRING=\n");
    sandbox.write("a.c", "#include <stdlib.h>\nint f(int a, int b) { return a * b + 1; }\n"
                         "int g(int a, const char *b) { return f(a, b[0]) + f(a, b[1]); }\n"
                         "int main(int n, char **v) { return g(n, v[0]) == 1 || atoi(v[0]) == f(n, 3); }\n");
    REQUIRE(sandbox.shell("gcc -g -O0 a.c -o build/a").status == 0);
    const auto told = sandbox.perfeng({"baseline", "--trials", "2", "--passes", "none", "--json", "--", "build/a"});
    INFO(told.err);
    REQUIRE(told.status == 0);
#ifdef __linux__
    const auto fault = entry_of(told.json().at("findings"), "rule", "build/empty-cmake-build-type");
    CHECK_THAT(fault.at("change").get<std::string>(),
               ContainsSubstring("cmake -S " + source) && ContainsSubstring("-DCMAKE_BUILD_TYPE=Release"));
#endif
}

TEST_CASE("--clean without --build is refused") {
    check_error(Sandbox().perfeng({"baseline", "--clean", "make clean", "--", "true"}), 2, "there is no --build",
                "add --build CMD");
}
