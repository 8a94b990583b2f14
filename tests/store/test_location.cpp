#include "../../src/store/url.hpp"
#include "catch.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/store/location.hpp"
#include "perfeng/store/store.hpp"

using namespace perfeng;
using namespace perfeng::store;

TEST_CASE("the URL of a store is told from a directory") {
    CHECK(is_url("postgres://host/db"));
    CHECK(is_url("postgresql:///db"));
    CHECK_FALSE(is_url(".perfeng"));
    CHECK_FALSE(is_url("postgres"));
    CHECK_FALSE(is_url("dir/postgres://x"));
}

TEST_CASE("what libpq gets of a URL holds neither passwords nor what is perfeng's own") {
    const auto url = read_url("postgresql://ann:s%40cret@[::1]:5433,b.org/perf?sslmode=require&blobs=/srv%2Fb&"
                              "sslpassword=k&application_name=x");
    CHECK(url.connection == "postgresql://ann@[::1]:5433,b.org/perf?sslmode=require&application_name=x");
    CHECK(url.secrets == std::map<std::string, std::string>{{"password", "s@cret"}, {"sslpassword", "k"}});
    CHECK(url.blobs == "/srv/b");
    CHECK(url.shown == "postgresql://ann@[::1]:5433,b.org/perf");
    CHECK(read_url("postgres://db.org").connection == "postgres://db.org");
    CHECK(read_url("postgres:///perf?host=/run/pg").connection == "postgres:///perf?host=/run/pg");
    CHECK(read_url("postgres://:secret@host/").shown == "postgres://@host/");
}

TEST_CASE("a password is seen in a URL, and in a word that holds one") {
    CHECK(holds_password("postgres://u:secret@h/d"));
    CHECK(holds_password("--store=postgresql://u:secret@h/d"));
    CHECK(holds_password("postgres://h/d?user=u&password=secret"));
    CHECK(holds_password("postgres://u:se/cret@h/d"));
    CHECK_FALSE(holds_password("postgres://u@h:5432/d"));
    CHECK_FALSE(holds_password("postgres://u:@h/d"));
    CHECK_FALSE(holds_password("u:secret@h"));
}

TEST_CASE("a URL that cannot be read is refused without a word of it") {
    for (const std::string text :
         {"postgres://u:se/secret@h/d", "postgres://u:se?secret@h/d", "postgres://u:1?secret@h/d",
          "postgres://h:secret", "postgres://u:se@secret@h/d", "postgres://u:secret%4@h/d", "postgres://u:secret%00@h",
          "postgres://u secret@h d/", "postgres://u:1?secret=@h/d;"}) {
        INFO(text);
        std::string told = shown(text);
        try {
            (void)Store::open(text);
        } catch (const Error& error) {
            CHECK_FALSE(error.hint().empty());
            told += error.what() + error.hint();
        }
        CHECK_THAT(told, !ContainsSubstring("secret"));
        CHECK_THAT(told, ContainsSubstring("cannot be read"));
    }
}

#if !defined(PERFENG_POSTGRESQL)
TEST_CASE("a perfeng without libpq says how to build one with it") {
    CHECK_THROWS_WITH(Store::open("postgres://u@h/d"), ContainsSubstring("built without PostgreSQL"));
}
#endif
