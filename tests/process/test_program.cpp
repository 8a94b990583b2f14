#include "catch.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"

#include <filesystem>

using namespace perfeng;
using namespace perfeng::process;
using Words = std::vector<std::string>;

TEST_CASE("a command line is split as a shell splits it") {
    CHECK(split_words("a  b\tc") == Words{"a", "b", "c"});
    CHECK(split_words("  ").empty());
    CHECK(split_words("'a b' \"c d\" e\\ f") == Words{"a b", "c d", "e f"});
    CHECK(split_words("x'' ''") == Words{"x", ""});
    CHECK(split_words(R"("a\"b" '\' "\n")") == Words{"a\"b", "\\", "\\n"});
    CHECK_THROWS_WITH(split_words("echo 'a"), ContainsSubstring("unclosed quote"));
}

TEST_CASE("joined words split into the same words") {
    const Words words{"a b", "", "it's", "$HOME", "*", "plain", "--x=1", "\n\"\\"};
    CHECK(split_words(join_words(words)) == words);
    CHECK(join_words({"plain", "--x=1"}) == "plain --x=1");
}

TEST_CASE("programs are found in PATH and by path") {
    CHECK(find_program("sh").value_or("").ends_with("/sh"));
    CHECK_FALSE(find_program("no-such-program-at-all"));
    CHECK_FALSE(find_program("/etc/passwd"));
    CHECK_FALSE(find_program(""));
    const TemporaryDirectory directory;
    const auto tool = directory.path() / "tool";
    write_file(tool, "#!/bin/sh\n");
    CHECK_FALSE(find_program("./tool", directory.path().string()));
    std::filesystem::permissions(tool, std::filesystem::perms::owner_all);
    CHECK(find_program("./tool", directory.path().string()) == tool.string());
    CHECK(similar_programs("tool", directory.path().string()).front() == "./tool");
}

TEST_CASE("the nearest word is found, and no far one") {
    const Words commands{"baseline", "bottleneck", "remeasure", "compare", "report"};
    CHECK(nearest_word("basline", commands) == "baseline");
    CHECK(nearest_word("comapre", commands) == "compare");
    CHECK(nearest_word("bottle", commands) == "bottleneck");
    CHECK_FALSE(nearest_word("xyzzy", commands));
}
