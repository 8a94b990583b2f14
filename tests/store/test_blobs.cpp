#include "catch.hpp"
#include "engines.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/digest.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/runner.hpp"
#include "perfeng/store/store.hpp"

#include <chrono>
#include <random>
#include <string>

using namespace perfeng;
using namespace perfeng::store;
namespace fs = std::filesystem;

namespace {

struct Fixture : AnyPlace {
    Store store = Store::open(where);
};

struct InDirectory : Place {
    InDirectory() : Place(Engine::sqlite) {}
    Store store = Store::open(where);

    fs::path place_of(const std::string& sha256) const {
        return store.directory() / "blobs" / sha256.substr(0, 2) / (sha256.substr(2) + ".gz");
    }
    std::size_t count_files() const {
        std::size_t count = 0;
        for (const auto& entry : fs::recursive_directory_iterator(store.directory() / "blobs"))
            count += entry.is_regular_file() ? 1U : 0U;
        return count;
    }
};

std::string noise(std::size_t size) {
    std::mt19937 random(1);
    std::string text(size, '\0');
    for (auto& c : text)
        c = static_cast<char>(random());
    return text;
}

} // namespace

TEST_CASE_METHOD(Fixture, "a content comes back by its SHA-256") {
    for (const auto& content : {std::string(), std::string("a\0b", 3), std::string(1000000, 'x'), noise(1000000)}) {
        const auto name = store.put_blob(content);
        CHECK(name == process::sha256_of(content));
        CHECK(store.get_blob(name) == content);
    }
}

TEST_CASE_METHOD(InDirectory, "a file is stored as its content, once") {
    const auto content = noise(700000) + std::string(700000, 'y');
    process::write_file(directory.path() / "data", content);
    const auto name = store.put_blob_file(directory.path() / "data");
    CHECK(store.get_blob(name) == content);
    CHECK(store.put_blob(content) == name);
    CHECK(store.put_blob_file(directory.path() / "data") == name);
    CHECK(count_files() == 1);
    CHECK_THROWS_AS(store.put_blob_file(directory.path() / "missing"), Error);
}

TEST_CASE_METHOD(InDirectory, "what shrinks is stored smaller, and what does not costs next to nothing") {
    CHECK(fs::file_size(place_of(store.put_blob(std::string(1000000, 'x')))) < 100000);
    CHECK(fs::file_size(place_of(store.put_blob(noise(1000000)))) < 1001000);
}

TEST_CASE_METHOD(InDirectory, "a blob is a gzip file that others can read") {
    const auto place = place_of(store.put_blob("hello"));
    const auto execution = process::system_runner()->run(process::tool_command({"gzip", "-dc", place.string()}, 60));
    CHECK(execution.out == "hello");
}

TEST_CASE_METHOD(Fixture, "an extracted program runs") {
    const auto name = store.put_blob("#!/bin/sh\necho ran\n");
    const auto program = directory.path() / "program";
    store.extract_blob(name, program, true);
    CHECK(process::system_runner()->run(process::tool_command({program.string()}, 60)).out == "ran\n");
    store.extract_blob(name, directory.path() / "text", false);
    CHECK((fs::status(directory.path() / "text").permissions() & fs::perms::owner_exec) == fs::perms::none);
}

TEST_CASE_METHOD(InDirectory, "a damaged blob is told, and leaves nothing at the destination") {
    const auto name = store.put_blob(noise(100000));
    const auto place = place_of(name);
    const auto whole = process::read_file(place);
    const auto destination = directory.path() / "out";

    auto flipped = whole;
    flipped[50000] = static_cast<char>(flipped[50000] ^ 1);
    for (const auto& damaged : {flipped, whole.substr(0, 50000), std::string(), std::string("not gzip")}) {
        process::write_file(place, damaged);
        CHECK_THROWS_WITH(store.get_blob(name), ContainsSubstring("is damaged"));
        CHECK_THROWS_AS(store.extract_blob(name, destination, false), Error);
        CHECK_FALSE(fs::exists(destination));
    }
    fs::remove(place);
    CHECK_THROWS_WITH(store.get_blob(name), ContainsSubstring("holds no file"));
    CHECK(store.put_blob(noise(100000)) == name);
    CHECK(store.get_blob(name) == noise(100000));
}

TEST_CASE_METHOD(Fixture, "only a SHA-256 names a blob") {
    CHECK_THROWS_WITH(store.get_blob("../../../../etc/passwd"), ContainsSubstring("does not name"));
    CHECK_THROWS_WITH(store.get_blob(std::string(64, 'G')), ContainsSubstring("does not name"));
    CHECK_THROWS_WITH(store.get_blob(""), ContainsSubstring("does not name"));
}

TEST_CASE_METHOD(InDirectory, "what a killed process left half written is removed after a day") {
    const auto old = store.directory() / "blobs" / ".perfeng-tmp-old";
    const auto recent = store.directory() / "blobs" / ".perfeng-tmp-recent";
    process::write_file(old, "x");
    process::write_file(recent, "x");
    fs::last_write_time(old, fs::file_time_type::clock::now() - std::chrono::hours(25));
    const auto again = Store::open(store.directory());
    CHECK_FALSE(fs::exists(old));
    CHECK(fs::exists(recent));
}
