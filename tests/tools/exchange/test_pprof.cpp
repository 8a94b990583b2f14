#include "catch.hpp"
#include "protobuf_message.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/exchange/pprof.hpp"

#include <algorithm>
#include <string>
#include <vector>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

Read<Contents> read(std::string_view text) {
    auto result = read_pprof(text);
    INFO((result ? "" : to_string(result.error())));
    REQUIRE(result.has_value());
    return std::move(*result);
}

std::string fixture(const std::string& name) {
    return process::read_file(std::string(PERFENG_FIXTURES "/pprof/") + name);
}

using Message = ProtobufMessage;

/// Types "samples/count", "cpu/nanoseconds" and "wall/milliseconds"; strings behind what uses them, as Go writes.
class SmallProfile {
public:
    Message top;
    std::vector<std::string> strings{
        "",     "samples",      "count",   "cpu",       "nanoseconds",       "wall",     "milliseconds", "main",
        "work", "_ZN1a4fillEv", "work.cc", "/bin/work", "[kernel.kallsyms]", "schedule", "thread",       "pool-1"};

    SmallProfile() {
        for (const auto& [type, unit] : {std::pair{1U, 2U}, {3U, 4U}, {5U, 6U}})
            top.message(1, Message().number(1, type).number(2, unit));
    }
    SmallProfile& sample(std::initializer_list<std::int64_t> locations, std::initializer_list<std::int64_t> values) {
        top.message(2, Message().packed(1, locations).packed(2, values));
        return *this;
    }
    /// Location 1 is work in main (inlined), 2 is fill, 3 is in the kernel, 4 has no lines.
    [[nodiscard]] std::string text() {
        top.message(3, Message().number(1, 1).number(5, 11)).message(3, Message().number(1, 2).number(5, 12));
        top.message(4, Message()
                           .number(1, 1)
                           .number(2, 1)
                           .message(4, Message().number(1, 2).number(2, 12))
                           .message(4, Message().number(1, 1).number(2, 40)));
        top.message(4, Message().number(1, 2).number(2, 1).message(4, Message().number(1, 3).number(2, 7)));
        top.message(4, Message().number(1, 3).number(2, 2).message(4, Message().number(1, 4)));
        top.message(4, Message().number(1, 4).number(2, 1).number(3, 0x1000));
        top.message(5, Message().number(1, 1).number(2, 7).number(4, 10))
            .message(5, Message().number(1, 2).number(2, 8).number(4, 10));
        top.message(5, Message().number(1, 3).number(2, 9).number(3, 9).number(4, 10))
            .message(5, Message().number(1, 4).number(2, 13));
        for (const auto& string : strings)
            top.bytes(6, string);
        return top.text();
    }
};

Recognition recognise(std::string_view text, bool whole) { return recognise_pprof({text, whole}); }

} // namespace

TEST_CASE("a CPU profile of Go is read in seconds", "[pprof]") {
    const auto [contents, warnings] = read(fixture("go_cpu.pb"));
    REQUIRE(contents.profile.has_value());
    const auto& profile = *contents.profile;
    CHECK(profile.tool == "pprof");
    CHECK(profile.event == "cpu");
    CHECK(profile.unit == Unit::seconds);
    CHECK(profile.frequency == Approx(100));
    CHECK(profile.samples > 50);
    CHECK(profile.weight == Approx(static_cast<double>(profile.samples) * 0.01));
    CHECK(contents.program == "work");
    CHECK_THAT(contents.created, ContainsSubstring("2026-") && ContainsSubstring("Z"));
    CHECK_FALSE(contents.allocations.has_value());
    const auto hot = std::ranges::max_element(profile.stacks, {}, &Stack::weight);
    REQUIRE(hot->frames.size() == 4);
    const auto& leaf = profile.frames.at(hot->frames[0]);
    CHECK(leaf.name == "main.mix");
    CHECK(leaf.inlined);
    CHECK(leaf.line == 13);
    CHECK(leaf.module == "/home/user/project/work");
    CHECK(profile.frames.at(hot->frames[1]).name == "main.hash");
    CHECK_FALSE(profile.frames.at(hot->frames[1]).inlined);
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("cpu (nanoseconds)") && ContainsSubstring("samples (count)"));
}

TEST_CASE("a heap profile of Go is a profile of bytes, and allocations", "[pprof]") {
    const auto [contents, warnings] = read(fixture("go_heap.pb"));
    REQUIRE(contents.profile.has_value());
    CHECK(contents.profile->event == "inuse_space");
    CHECK(contents.profile->unit == Unit::bytes);
    CHECK(contents.profile->samples == 0);
    REQUIRE(contents.allocations.has_value());
    const auto& first = contents.allocations->functions.front();
    CHECK(first.stack.front().function == "main.keep");
    CHECK(first.calls == Approx(200).epsilon(0.1));
    CHECK(first.bytes == Approx(200 * 10000).epsilon(0.1));
    CHECK(contents.allocations->bytes > first.bytes);
    CHECK_THAT(warnings.at(0), ContainsSubstring("alloc_objects (count), alloc_space (bytes)"));
}

TEST_CASE("lines of a location are frames, the first the leaf-most", "[pprof]") {
    const auto profile = *read(SmallProfile().sample({2, 1}, {2, 20, 1}).text()).value.profile;
    REQUIRE(profile.stacks.size() == 1);
    REQUIRE(profile.stacks[0].frames.size() == 3);
    CHECK(profile.stacks[0].weight == Approx(20e-9));
    CHECK(profile.stacks[0].samples == 2);
    CHECK(profile.stacks[0].thread.empty());
    const auto frame = [&](std::size_t i) { return profile.frames.at(profile.stacks[0].frames[i]); };
    CHECK(frame(0).name == "a::fill");
    CHECK(frame(0).raw_name == "_ZN1a4fillEv");
    CHECK(frame(1).name == "work");
    CHECK(frame(1).inlined);
    CHECK(frame(1).file == "work.cc");
    CHECK(frame(1).line == 12);
    CHECK(frame(2).name == "main");
    CHECK_FALSE(frame(2).inlined);
    CHECK(frame(2).module == "/bin/work");
}

TEST_CASE("the kernel, unknown and missing locations are told apart", "[pprof]") {
    const auto [contents, warnings] = read(SmallProfile().sample({3, 4, 9}, {1, 10, 0}).text());
    const auto& profile = *contents.profile;
    CHECK(profile.frames[0].kernel);
    CHECK(profile.frames[0].module == "[kernel]");
    CHECK(profile.frames[1].name == "[unknown]");
    CHECK(profile.frames[1].module == "/bin/work");
    CHECK(profile.frames[2].name == "[unknown]");
    CHECK(profile.frames[2].module.empty());
    CHECK_THAT(warnings.at(1), ContainsSubstring("1 location that the file does not describe"));
}

TEST_CASE("equal samples are one stack, threads are told apart", "[pprof]") {
    SmallProfile small;
    small.sample({1}, {1, 10, 0}).sample({1}, {2, 20, 0});
    small.top.message(2, Message().number(1, 1).number(2, 4).number(2, 40).number(2, 0).message(
                             3, Message().number(1, 14).number(2, 15)));
    const auto profile = *read(small.text()).value.profile;
    REQUIRE(profile.stacks.size() == 2);
    CHECK(profile.stacks[0].samples == 3);
    CHECK(profile.stacks[1].thread == "pool-1");
    CHECK(profile.weight == Approx(70e-9));
    CHECK(profile.samples == 7);
}

TEST_CASE("the default sample type goes first, then CPU time, then the last", "[pprof]") {
    SmallProfile by_default;
    by_default.top.number(14, 5);
    const auto wall = read(by_default.sample({1}, {3, 10, 2}).text());
    CHECK(wall.value.profile->event == "wall");
    CHECK(wall.value.profile->weight == Approx(2e-3));
    CHECK_THAT(wall.warnings.at(0), ContainsSubstring("wall (milliseconds), the file's default"));

    SmallProfile astray;
    astray.top.number(14, 8);
    const auto cpu = read(astray.sample({1}, {3, 10, 2}).text());
    CHECK(cpu.value.profile->event == "cpu");
    CHECK_THAT(cpu.warnings.at(1), ContainsSubstring("work"));

    SmallProfile last;
    last.strings[3] = "lock";
    CHECK(read(last.sample({1}, {3, 10, 2}).text()).value.profile->event == "wall");
}

TEST_CASE("without a count of samples they come of the period", "[pprof]") {
    SmallProfile small;
    small.strings[1] = "lock";
    small.top.message(11, Message().number(1, 3).number(2, 4)).number(12, 10'000'000);
    const auto profile = *read(small.sample({1}, {3, 30'000'000, 2}).text()).value.profile;
    CHECK(profile.samples == 3);
    CHECK(profile.frequency == Approx(100));
}

TEST_CASE("values below 0 are told, not weighed", "[pprof]") {
    const auto [contents, warnings] = read(SmallProfile().sample({1}, {1, 10, 0}).sample({2}, {-1, -10, 0}).text());
    CHECK(contents.profile->weight == Approx(10e-9));
    CHECK_THAT(warnings.at(1), ContainsSubstring("1 sample with a value below 0 passed over"));
}

TEST_CASE("what is no whole profile of pprof is refused", "[pprof]") {
    const auto whole = SmallProfile().sample({1}, {1, 10, 0}).text();
    CHECK_FALSE(read_pprof(""));
    const auto cut = read_pprof(whole.substr(0, whole.size() - 3));
    REQUIRE_FALSE(cut);
    CHECK_THAT(cut.error().found, ContainsSubstring("a field that is cut off at byte"));
    CHECK_FALSE(read_pprof(SmallProfile().text()));                               // no samples
    CHECK_FALSE(read_pprof(SmallProfile().sample({1}, {0, 0, 0}).text()));        // nothing in them
    CHECK_FALSE(read_pprof(SmallProfile().sample({1}, {1, 10}).text()));          // a value is missing
    CHECK_FALSE(read_pprof(SmallProfile().sample({1}, {1, 10, 1}).text() + "x")); // no field
}

TEST_CASE("a location of endless inlined frames is refused", "[pprof]") {
    SmallProfile small;
    Message location;
    location.number(1, 7);
    for (int i = 0; i < 2000; ++i)
        location.message(4, Message().number(1, 1));
    small.top.message(4, location);
    CHECK_FALSE(read_pprof(small.sample({7}, {1, 10, 0}).text()));
}

TEST_CASE("a profile of pprof is recognised by its fields", "[pprof]") {
    for (const auto* name : {"go_cpu.pb", "go_heap.pb"}) {
        const auto whole = fixture(name);
        CHECK(recognise(whole, true) == Recognition::yes);
        CHECK(recognise(whole.substr(0, 5), false) == Recognition::need_more);
        CHECK(recognise(whole.substr(0, 5), true) == Recognition::no);
    }
    const auto small = SmallProfile().sample({1}, {1, 10, 0}).text();
    CHECK(recognise(small, true) == Recognition::yes);
    const auto types = SmallProfile().top.text();
    CHECK(recognise(types, true) == Recognition::no); // may be any message
    CHECK(recognise(types + Message().bytes(6, "not empty").text(), true) == Recognition::no);
    CHECK(recognise(types + Message().message(2, Message().bytes(4, "x")).text(), true) == Recognition::no);
    CHECK(recognise(types + Message().number(40, 1).text() + small, true) == Recognition::no);
    CHECK(recognise("\n\n\n\n text", true) == Recognition::no);
    CHECK(recognise("# text\n", false) == Recognition::no);
}
