#include "catch.hpp"
#include "engines.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/store/document.hpp"
#include "perfeng/store/store.hpp"

#include <nlohmann/json.hpp>

namespace perfeng::store {
namespace {

Check check_with(CheckStatus status) {
    Check check;
    check.name = "make check";
    check.status = status;
    return check;
}

Verification example(const std::string& id, const std::string& digest) {
    Verification made;
    made.id = id;
    made.created = "2026-01-31T12:00:00Z";
    made.base_id = "base";
    made.program = {{"/a", digest, "executable"}, {"/lib.so", std::string(64, '1'), "file"}};
    made.checks = {check_with(CheckStatus::passed)};
    return made;
}

Verification full() {
    auto made = example("x", std::string(64, 'a'));
    made.complete = false;
    made.candidate_id = "candidate";
    made.command = "./app";
    made.cwd = "/src";
    made.masks = {"date"};
    made.outputs = {
        {.what = "stdout",
         .sameness = Sameness::different,
         .gated = false,
         .binary = true,
         .base_bytes = 1,
         .candidate_bytes = 2,
         .base_lines = 3,
         .candidate_lines = 4,
         .removed = 5,
         .added = 6,
         .differing_bytes = 7,
         .unmasked_lines = 8,
         .masks = {{"date", 9}},
         .first = FirstDifference{1, 10, {"before"}, {"old", 1, 2, true}, {"new", 3, 4, false}, {"o"}, {"n"}},
         .varies = {"a / b"},
         .remedy = {"pid"}}};
    made.not_measured = {{"tests", "none", "name them"}};
    return made;
}

} // namespace

TEST_CASE("a verification comes back from its document as it was") {
    const auto text = write_document(full());
    const auto read = read_verification(text);
    REQUIRE(read);
    CHECK(write_document(*read) == text);
    CHECK(read->outputs.at(0).first->base.missing);
    CHECK(read->outputs.at(0).remedy == std::vector<std::string>{"pid"});
    CHECK_FALSE(read->complete);
}

TEST_CASE("a check of an older comparison has its status from whether it passed") {
    Comparison comparison{.id = "x"};
    comparison.checks = {check_with(CheckStatus::passed), check_with(CheckStatus::failed)};
    auto json = nlohmann::json::parse(write_document(comparison));
    for (auto& check : json["checks"])
        check = {{"name", check["name"]}, {"passed", check["passed"]}};
    const auto read = read_comparison(json.dump());
    REQUIRE(read);
    CHECK(read->checks.at(0).status == CheckStatus::passed);
    CHECK(read->checks.at(1).status == CheckStatus::failed);
}

TEST_CASE("the store finds the latest verification of a program, wherever its files lie") {
    const AnyPlace place;
    auto store = Store::open(place.where);
    store.save(example("first", std::string(64, 'a')));
    auto later = example("later", std::string(64, 'a'));
    later.created = "2026-02-01T12:00:00Z";
    later.program[0].path = "/elsewhere";
    store.save(later);
    store.save(example("other", std::string(64, 'b')));

    CHECK(store.verification_of(example("", std::string(64, 'a')).program)->id == "later");
    CHECK(store.verification_of(example("", std::string(64, 'b')).program)->id == "other");
    CHECK_FALSE(store.verification_of({{"/a", std::string(64, 'a'), "executable"}})); // another set of files
    CHECK_FALSE(store.verification_of({}));
    CHECK(store.verification_against("base")->id == "later");
    CHECK_FALSE(store.verification_against("unknown"));
}

} // namespace perfeng::store
