#include "catch.hpp"

#include "perfeng/analysis/source_paths.hpp"

using namespace perfeng::analysis;

namespace {

const SourcePaths& tree() {
    static const SourcePaths paths(
        "/home/user/app",
        {"a.c", "src/a.c", "src/b.c", "lib/util/b.c", "lib/parse.rs", "core/src/main/java/com/x/A.java"}, "lib");
    return paths;
}

std::string located(const std::string& path) { return tree().locate(path).value_or("nowhere"); }

} // namespace

TEST_CASE("what lies below the root is told from there, known or not") {
    CHECK(located("/home/user/app/src/a.c") == "src/a.c");
    CHECK(located("/home/user/app/build/made.c") == "build/made.c");
    CHECK(located("/home/user/app/src/../lib/./parse.rs") == "lib/parse.rs");
    CHECK(located("/home/user/app2/x.c") == "nowhere");
}

TEST_CASE("relative names count from the directory, then from the root") {
    CHECK(located("parse.rs") == "lib/parse.rs");
    CHECK(located("./util/b.c") == "lib/util/b.c");
    CHECK(located("../src/b.c") == "src/b.c");
    CHECK(located("src/b.c") == "src/b.c");
}

TEST_CASE("paths of another checkout map by the longest file that ends them") {
    CHECK(located("/ci/build/17/src/a.c") == "src/a.c");
    CHECK(located("/ci/build/17/a.c") == "a.c");
    CHECK(located("/ci/build/17/lib/parse.rs") == "lib/parse.rs");
    CHECK(located("/ci/build/17/otherlib/parse.rs") == "nowhere");
    CHECK(located("/usr/src/debug/parse.rs") == "nowhere");
}

TEST_CASE("a relative name that several files end in is not guessed") {
    CHECK(located("com/x/A.java") == "core/src/main/java/com/x/A.java");
    CHECK(located("A.java") == "core/src/main/java/com/x/A.java");
    CHECK(SourcePaths("/r", {"src/b.c", "lib/b.c"}).locate("b.c") == std::nullopt);
    CHECK(located("unknown.c") == "nowhere");
}
