#include "catch.hpp"
#include "samples.hpp"

#include "perfeng/store/profile_document.hpp"

#include <nlohmann/json.hpp>

using namespace perfeng;
using namespace perfeng::store;

namespace {

template <typename Spoil> std::string refusal_after(Spoil spoil) {
    auto json = nlohmann::ordered_json::parse(write_profile(full_profile()));
    spoil(json);
    const auto read = read_profile(json.dump());
    return read ? "accepted" : to_string(read.error());
}

} // namespace

TEST_CASE("a profile comes back whole") {
    const auto text = write_profile(full_profile());
    const auto read = read_profile(text);
    REQUIRE(read);
    CHECK(read->frames == full_profile().frames);
    CHECK(read->stacks == full_profile().stacks);
    CHECK(read->functions.at(0).self_share == 0.75);
    CHECK(read->quality.unknown_by_module.at(0).module == "/usr/lib/libz.so.1");
    CHECK(read->depth_cap == 127);
    CHECK(write_profile(*read) == text);
}

TEST_CASE("a text that recurs is written once") {
    auto profile = full_profile();
    profile.functions.clear();
    profile.frames.assign(1000, profile.frames[1]);
    const auto text = write_profile(profile);
    CHECK(text.find("/bin/app") == text.rfind("/bin/app"));
}

TEST_CASE("a profile whose indexes lead nowhere is refused") {
    CHECK(refusal_after([](auto& json) { json["frames"][0][3] = 99; }) ==
          "found an array of 3 at frames, expected four indexes into strings, a line and flags");
    CHECK(refusal_after([](auto& json) { json["frames"][0][4] = 4000000000; }) ==
          "found an array of 3 at frames, expected four indexes into strings, a line and flags");
    CHECK(refusal_after([](auto& json) { json["stacks"][1][0] = 3; }) ==
          "found an array of 3 at stacks, expected indexes into frames");
    CHECK(refusal_after([](auto& json) { json["stack_samples"].erase(0); }) ==
          "found an array of 2 at stack_samples, expected one for each stack");
    CHECK(refusal_after([](auto& json) { json["stack_weights"].push_back(1); }) ==
          "found an array of 4 at stack_weights, expected one for each stack");
    CHECK(refusal_after([](auto& json) { json["stack_threads"][0] = 99; }) ==
          "found an array of 3 at stack_threads, expected an index into strings for each stack");
    CHECK(refusal_after([](auto& json) { json["schema"] = "perfeng.measurement"; }) ==
          "found schema \"perfeng.measurement\", expected \"perfeng.profile\"");
}
