#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/process/file_lock.hpp"

using perfeng::process::FileLock;

TEST_CASE("a lock is held by one at a time, and given back at its end") {
    const perfeng::process::TemporaryDirectory directory;
    const auto file = directory.path() / "lock";
    {
        const auto first = FileLock::try_to_take(file);
        REQUIRE(first);
        CHECK_FALSE(FileLock::try_to_take(file));
    }
    CHECK(FileLock::try_to_take(file));
    CHECK_FALSE(FileLock::try_to_take(directory.path() / "no such directory" / "lock"));
}
