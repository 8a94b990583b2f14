#include "as_folded.hpp"
#include "catch.hpp"

#include "perfeng/tools/stacks/folded.hpp"

#include <map>
#include <string>
#include <vector>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

Read<FoldedProfiles> read(std::string_view text) {
    auto result = read_folded(text);
    INFO((result ? "" : to_string(result.error())));
    REQUIRE(result.has_value());
    return std::move(*result);
}

using Weights = std::map<std::string, double>;

Frame frame_of(std::string_view name) {
    const auto profile = read(std::string(name) + " 1\n").value.profile;
    REQUIRE(profile.frames.size() == 1);
    return profile.frames.front();
}

std::string utf16(std::string_view text, bool little_endian) {
    std::string bytes = little_endian ? "\xff\xfe" : "\xfe\xff";
    for (const char letter : text) {
        bytes += little_endian ? letter : '\0';
        bytes += little_endian ? '\0' : letter;
    }
    return bytes;
}

constexpr std::string_view ordinary = "main;parse;read 3\nmain;parse 5\nmain;parse;read 4\nmain 1\n";

} // namespace

TEST_CASE("folded stacks are merged and kept leaf first") {
    const auto [profiles, warnings] = read(ordinary);
    const auto& profile = profiles.profile;
    CHECK(folded_weights(profile) == Weights{{"main;parse;read", 7}, {"main;parse", 5}, {"main", 1}});
    CHECK(profile.stacks.size() == 3);
    CHECK(profile.frames.at(profile.stacks.front().frames.front()).name == "read");
    CHECK(profile.tool == "folded");
    CHECK(profile.event == "samples");
    CHECK(profile.unit == Unit::count);
    CHECK(profile.samples == 13);
    CHECK(profile.weight == 13);
    CHECK_FALSE(profiles.base.has_value());
    CHECK(warnings.empty());
}

TEST_CASE("line ends and encodings do not matter to folded stacks") {
    std::string crlf;
    for (const char letter : ordinary)
        crlf += letter == '\n' ? std::string("\r\n") : std::string(1, letter);
    const std::vector<std::string> texts{crlf, "\xef\xbb\xbf" + std::string(ordinary), utf16(ordinary, true),
                                         utf16(ordinary, false), utf16(crlf, true)};
    for (const auto& text : texts) {
        const auto [profiles, warnings] = read(text);
        CHECK(folded_weights(profiles.profile) == folded_weights(read(ordinary).value.profile));
        CHECK(warnings.empty());
    }
}

TEST_CASE("UTF-16 becomes UTF-8, surrogates too") {
    using namespace std::string_view_literals;
    // U+00E9, U+4E00, U+1F525 and a surrogate without its partner
    const auto text = "\xff\xfe\xe9\x00\x00\x4e\x3d\xd8\x25\xdd\x00\xd8 \x00\x31\x00"sv;
    CHECK(folded_weights(read(text).value.profile) == Weights{{"\xc3\xa9\xe4\xb8\x80\xf0\x9f\x94\xa5\xef\xbf\xbd", 1}});
}

TEST_CASE("counts of folded stacks may be fractions, names may hold blanks") {
    const auto profile = read("main;operator new (unsigned long) 2.5\nmain;a b 0.25\nmain;c 0.25\n").value.profile;
    CHECK(profile.weight == 3);
    CHECK(profile.samples == 3);
    CHECK(folded_weights(profile).at("main;a b") == 0.25);
}

TEST_CASE("fractions do not add up to samples that nobody took") {
    const auto profile = read("a 0.5\nb 0.5\nc 0.5\nd 0.5\n").value.profile;
    CHECK(profile.samples == 2);
    std::uint64_t sum = 0;
    for (const auto& stack : profile.stacks)
        sum += stack.samples;
    CHECK(sum == profile.samples);
}

TEST_CASE("two counts on every line are two profiles") {
    const auto profiles = read("main;parse 10 4\nmain;read 0 6\n").value;
    REQUIRE(profiles.base.has_value());
    CHECK(folded_weights(*profiles.base) == Weights{{"main;parse", 10}, {"main;read", 0}});
    CHECK(folded_weights(profiles.profile) == Weights{{"main;parse", 4}, {"main;read", 6}});
    CHECK(profiles.profile.samples == 10);
}

TEST_CASE("a name that ends with a number is not a second count") {
    const auto profiles = read("main;worker 1 10\nmain 3\n").value;
    CHECK_FALSE(profiles.base.has_value());
    CHECK(folded_weights(profiles.profile) == Weights{{"main;worker 1", 10}, {"main", 3}});
}

TEST_CASE("annotations, modules and places of folded frames") {
    const auto kernel = frame_of("vfs_read_[k]");
    CHECK(kernel.name == "vfs_read");
    CHECK(kernel.kernel);
    CHECK(kernel.module == "[kernel]");
    const auto inlined = frame_of("push_[i]");
    CHECK(inlined.name == "push");
    CHECK(inlined.inlined);
    CHECK(frame_of("java/lang/Thread.run_[0]").name == "java/lang/Thread.run");
    CHECK(frame_of("java/lang/Thread.run_[1]").name == "java/lang/Thread.run");
    CHECK(frame_of("java/util/HashMap:.get_[j]").name == "java/util/HashMap:.get");
    const auto shared = frame_of("libc.so.1`malloc");
    CHECK(shared.name == "malloc");
    CHECK(shared.module == "libc.so.1");
    const auto python = frame_of("<module> (lib/a b.py:130)");
    CHECK(python.name == "<module>");
    CHECK(python.file == "lib/a b.py");
    CHECK(python.line == 130);
    CHECK(frame_of("_ZN3foo3barEv").name == "foo::bar");
    CHECK(frame_of("_ZN3foo3barEv").raw_name == "_ZN3foo3barEv");
    CHECK(frame_of("Web Content").name == "Web Content");
    CHECK(frame_of("std::vector<int>::at(unsigned long)").name == "std::vector::at");
    const auto unknown = frame_of("[unknown]");
    CHECK(unknown.name == "[unknown]");
    CHECK(unknown.raw_name.empty());
    CHECK(frame_of("f (x:y)").file.empty());
    CHECK(frame_of("A::`anonymous namespace'::f").module.empty());
}

TEST_CASE("names that mean the same frame are one frame") {
    const auto profile = read("main;get_[j] 1\nmain;get 2\nmain;;get 1\nmain;[unknown];get 1\n").value.profile;
    CHECK(profile.frames.size() == 3);
    CHECK(profile.stacks.size() == 2);
}

TEST_CASE("a semicolon in a Rust array is no separator") {
    const auto profile = read("main;<[u8; 4] as Hash>::hash;mix 2\nmain[;x 1\n").value.profile;
    REQUIRE(profile.stacks.size() == 2);
    CHECK(profile.stacks[0].frames.size() == 3);
    CHECK(profile.stacks[1].frames.size() == 2);
}

TEST_CASE("lines without a count are told, comments are not") {
    const auto [profiles, warnings] =
        read("# mode: 100\n\nmain 3\nTHIS IS BAD\nmain;read 12V.4\nmain 1,5\n4\nmain;#lambda 2\n");
    CHECK(folded_weights(profiles.profile) == Weights{{"main", 3}, {"main;#lambda", 2}});
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("4 lines were passed over") && ContainsSubstring("line 4") &&
                                ContainsSubstring("THIS IS BAD"));
}

TEST_CASE("what holds no folded stack is refused") {
    for (const std::string_view text : {"", "\n\n", "# nothing\n", "main\tid=test\n", "main 0\n", "main 1e400\n"}) {
        INFO(text);
        const auto result = read_folded(text);
        REQUIRE_FALSE(result.has_value());
        CHECK_THAT(result.error().expected, ContainsSubstring("COUNT"));
    }
    CHECK(read_folded("\nmain\tid=test\n").error().line == 2);
}

TEST_CASE("counts beyond all sense are no counts") {
    CHECK_FALSE(read_folded("main " + std::string(400, '9') + "\n").has_value());
    CHECK(read("main 999999999999999\n").value.profile.samples == 999'999'999'999'999);
}
