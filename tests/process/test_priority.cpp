#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/process/priority.hpp"
#include "perfeng/process/runner.hpp"

#include <sys/resource.h>

using namespace perfeng;
using namespace perfeng::process;

namespace {

/// Field 19 of /proc/self/stat (proc(5)) is the nice value; the first two of awk itself hold no blank.
int nice_of_child(std::optional<int> nice) {
    const auto told = system_runner()->run(
        {.argv = {"awk", "{print $19}", "/proc/self/stat"}, .out = Output::capture(), .nice = nice});
    REQUIRE(told.status.ok());
    return std::stoi(told.out);
}

} // namespace

#if defined(__linux__)
TEST_CASE("a child has the nice value that it was given, and perfeng keeps its own") {
    const int own = ::getpriority(PRIO_PROCESS, 0);
    const int higher = own + 3;
    CHECK(nice_of_child(std::nullopt) == own);
    CHECK(nice_of_child(higher) == higher);
    CHECK(::getpriority(PRIO_PROCESS, 0) == own);
    CHECK(nice_of_child(std::nullopt) == own);
}

TEST_CASE("a child with a nice value leads a session of it, and perfeng's session keeps its own") {
    const std::string file = "/proc/self/autogroup"; // sched(7): "/autogroup-7 nice 0"
    if (!std::filesystem::exists(file))
        return;
    const auto before = read_file(file);
    const int higher = ::getpriority(PRIO_PROCESS, 0) + 3;
    const auto told = system_runner()->run({.argv = {"cat", file}, .out = Output::capture(), .nice = higher}).out;
    CHECK(told.substr(0, told.find(' ')) != before.substr(0, before.find(' ')));
    CHECK_THAT(told, Catch::Matchers::EndsWith(" nice " + std::to_string(higher) + "\n"));
    CHECK(read_file(file) == before);
}

TEST_CASE("the lowest nice value is one that a child gets") {
    const int own = ::getpriority(PRIO_PROCESS, 0);
    const auto lowest = lowest_nice();
    CHECK(::getpriority(PRIO_PROCESS, 0) == own);
    if (lowest) {
        CHECK(*lowest < own);
        CHECK(nice_of_child(lowest) == *lowest);
    } else { // nobody may have told that it could
        CHECK(::setpriority(PRIO_PROCESS, 0, own - 1) != 0);
    }
}
#endif
