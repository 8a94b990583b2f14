#include "catch.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/digest.hpp"
#include "perfeng/process/file.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

using namespace perfeng;
using namespace perfeng::process;

TEST_CASE("a file is written whole and read back") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "file";
    const std::string content("a\0b\n", 4);
    write_file(path, content);
    write_file(path, content + content);
    CHECK(read_file(path) == content + content);
    CHECK(std::distance(std::filesystem::directory_iterator(directory.path()), {}) == 1);
}

TEST_CASE("a missing file, a directory and a bad place are errors that name the path") {
    const TemporaryDirectory directory;
    CHECK_THROWS_WITH(read_file(directory.path() / "none"), ContainsSubstring("none: No such file"));
    CHECK_THROWS_WITH(read_file(directory.path()), ContainsSubstring("directory"));
    CHECK_THROWS_WITH(write_file(directory.path() / "no" / "file", ""), ContainsSubstring("cannot write"));
}

TEST_CASE("a full disk leaves what stood there before") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "file";
    write_file(path, "old");
    const pid_t child = ::fork();
    if (child == 0) {
        ::signal(SIGXFSZ, SIG_IGN); // then writing beyond the limit fails with EFBIG, as a full disk does with ENOSPC
        const rlimit limit{1000, 1000};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        try {
            write_file(path, std::string(5000, 'x'));
        } catch (const Error& error) {
            ::_exit(error.hint().find("free some space") != std::string::npos ? 42 : 1);
        }
        ::_exit(0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(WEXITSTATUS(status) == 42);
    CHECK(read_file(path) == "old");
    CHECK(std::distance(std::filesystem::directory_iterator(directory.path()), {}) == 1);
}

TEST_CASE("a tail begins at a line") {
    const TemporaryDirectory directory;
    const auto path = directory.path() / "file";
    write_file(path, "first line\nsecond\nthird\n");
    CHECK(tail_of_file(path, 100) == "first line\nsecond\nthird\n");
    CHECK(tail_of_file(path, 15) == "second\nthird\n");
    CHECK(tail_of_file(directory.path() / "none", 10).empty());
}

TEST_CASE("digests agree with the published examples") { // FIPS 180-4 example "abc", and the empty message
    CHECK(sha256_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    const TemporaryDirectory directory;
    write_file(directory.path() / "file", "abc");
    CHECK(sha256_of_file(directory.path() / "file") == sha256_of("abc"));
    CHECK_THROWS_WITH(sha256_of_file(directory.path() / "none"), ContainsSubstring("cannot read"));
}
