#include "sandbox.hpp"

using namespace perfeng;

namespace {

struct Measured : Sandbox {
    Measured() {
        const Words words{"--passes", "size", "--trials", "2", "--", "true"};
        for (const auto* const name : {"first", "second"}) {
            Words all{"baseline", "--name", name};
            all.insert(all.end(), words.begin(), words.end());
            REQUIRE(perfeng(all).status == 0);
        }
    }
    [[nodiscard]] Json list_of(const std::string& store) const {
        return perfeng({"list", "--json", "--store", store}).json();
    }
};

} // namespace

TEST_CASE_METHOD(Measured, "a push copies all into another store and tells what was new") {
    const auto told = perfeng({"push", "--to", "team", "--json"});
    CHECK(told.status == 0);
    CHECK(told.json().at("to") == "team");
    CHECK(told.json().at("measurements") == Json({{"new", 2}, {"present", 0}}));
    CHECK(told.json().at("files").at("new") == 1); // both measured the same program
    CHECK(list_of("team") == list());
    const auto again = perfeng({"push", "--to", "team", "--json"}).json();
    CHECK(again.at("measurements") == Json({{"new", 0}, {"present", 2}}));
    CHECK(again.at("files") == Json({{"new", 0}, {"present", 1}}));
    CHECK(list_of("team") == list());
    CHECK(perfeng({"report", "first", "--json", "--store", "team"}).out == perfeng({"report", "first", "--json"}).out);
}

TEST_CASE_METHOD(Measured, "a push takes what is named, to where the configuration says") {
    write("perfeng.toml", "[push]\nto = 'team'\n");
    write("below/here", "");
    cwd += "/below";
    const auto told = perfeng({"push", "second", "--no-blobs", "--store", "../.perfeng"});
    INFO(told.err);
    CHECK(told.status == 0);
    CHECK_THAT(told.out, ContainsSubstring("Pushed to") && ContainsSubstring("measurements"));
    const auto entries = list_of("../team");
    REQUIRE(entries.size() == 1);
    CHECK(entries[0].at("name") == "second");
    CHECK(perfeng({"push", "second", "--store", "../.perfeng", "--json"}).json().at("files").at("new") == 1);
    CHECK_THAT(perfeng({"push", "--store", "../.perfeng", "--format", "markdown"}).out,
               ContainsSubstring("# Pushed to"));
}

TEST_CASE_METHOD(Measured, "a push that cannot be is told") {
    check_error(perfeng({"push"}), 2, "where to push is not said", "--to");
    check_error(perfeng({"push", "third", "--to", "team"}), 2, "there is no measurement 'third'", "perfeng list");
    check_error(perfeng({"push", "--to", "team", "--store", "nowhere"}), 2, "there is no store nowhere", "baseline");
    write("file", "");
    check_error(perfeng({"push", "--to", "file"}), 2, "cannot create file/blobs", "--store");
    check_error(perfeng({"push", "--to", "team", "--", "true"}), 2, "takes no command", "push --help");
}
