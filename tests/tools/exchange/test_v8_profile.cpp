#include "as_folded.hpp"
#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/exchange/v8_profile.hpp"

#include <algorithm>
#include <map>
#include <string>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

Read<Profile> expect(tl::expected<Read<Profile>, ReadError> result) {
    INFO((result ? "" : to_string(result.error())));
    REQUIRE(result.has_value());
    return std::move(*result);
}

Read<Profile> read(const std::string& text) { return expect(read_cpuprofile(text)); }
Read<Profile> read_trace(const std::string& text) { return expect(read_chrome_trace(text)); }

std::string fixture(const std::string& name) { return process::read_file(std::string(PERFENG_FIXTURES "/v8/") + name); }

std::string node(int id, const std::string& name, const std::string& more) {
    return R"({"id":)" + std::to_string(id) + R"(,"callFrame":{"functionName":")" + name +
           R"(","url":"file:///home/a.js","lineNumber":)" + std::to_string(id) + R"(},)" + more + "}";
}

std::string nodes() {
    return R"("nodes":[)" + node(1, "(root)", R"("hitCount":0,"children":[2,4])") + "," +
           node(2, "main", R"("hitCount":1,"children":[3])") + "," + node(3, "", R"("hitCount":2)") + "," +
           node(4, "(idle)", R"("hitCount":1)") + "]";
}

std::string profile_of(const std::string& samples, const std::string& deltas,
                       const std::string& times = R"("startTime":1000,"endTime":1100)") {
    return "{" + nodes() + "," + times + R"(,"samples":)" + samples + R"(,"timeDeltas":)" + deltas + "}";
}

} // namespace

TEST_CASE("a CPU profile of Node.js", "[v8]") {
    const auto [profile, warnings] = read(fixture("node.cpuprofile"));
    CHECK(profile.tool == "v8");
    CHECK(profile.event == "cpu");
    CHECK(profile.unit == Unit::seconds);
    CHECK(profile.weight > 0.3);
    CHECK(profile.weight < 0.4);
    CHECK(profile.samples == 101);
    double hash = 0;
    for (const auto& stack : profile.stacks) {
        const auto& leaf = profile.frames.at(stack.frames.front());
        CHECK(profile.frames.at(stack.frames.back()).name != "(root)");
        if (leaf.name != "hash")
            continue;
        hash += stack.weight;
        CHECK(leaf.file == "/home/user/project/work.js");
        CHECK(leaf.line == 2);
    }
    CHECK(hash == Approx(0.188152));
    CHECK_THAT(warnings.at(0), ContainsSubstring("0.059 s in which V8 was idle"));
}

TEST_CASE("a sample of V8 lasts until the next, the last to the end", "[v8]") {
    const auto profile = read(profile_of("[2,3,2,4]", "[10,20,30,5]")).value;
    CHECK(folded_weights(profile, true).at("main") == Approx(25e-6));
    CHECK(folded_weights(profile, true).at("main;(anonymous)") == Approx(30e-6));
    CHECK(profile.samples == 3);
    CHECK(folded_weights(read(profile_of("[3,2]", "[10,20]")).value, true).at("main") == Approx(70e-6));
    CHECK(folded_weights(read(profile_of("[3,2]", "[10,20]", R"("x":0)")).value, true).at("main") == Approx(20e-6));
}

TEST_CASE("time runs never back in a profile of V8", "[v8]") {
    const auto profile = read(profile_of("[2,3,2]", "[10,20,-15]")).value;
    CHECK(folded_weights(profile, true).at("main") == Approx(90e-6)); // 10 to 30, then 30 to 100
    CHECK(folded_weights(profile, true).at("main;(anonymous)") == 0);
}

TEST_CASE("a profile of V8 without samples is counted by its hits", "[v8]") {
    const auto profile = read("{" + nodes() + "}").value;
    CHECK(profile.unit == Unit::count);
    CHECK(profile.samples == 3);
    CHECK(folded_weights(profile, true).at("main;(anonymous)") == 2);
}

TEST_CASE("what is broken in a profile of V8 is refused", "[v8]") {
    CHECK_FALSE(read_cpuprofile(profile_of("[2,9]", "[10,20]")));
    CHECK_FALSE(read_cpuprofile(profile_of("[2,3]", "[10]")));
    CHECK_FALSE(read_cpuprofile(profile_of("[4]", "[10]"))); // idle alone
    CHECK_FALSE(read_cpuprofile(profile_of("[2]", "[1e300]")));
    CHECK_FALSE(read_cpuprofile(profile_of("[-2]", "[10]")));
    const auto whole = fixture("node.cpuprofile");
    CHECK_FALSE(read_cpuprofile(whole.substr(0, whole.size() / 2)));
}

TEST_CASE("nodes of V8 in a circle end", "[v8]") {
    const auto text = R"({"nodes":[)" + node(1, "a", R"("children":[2])") + "," + node(2, "b", R"("children":[1])") +
                      R"(],"samples":[1],"timeDeltas":[5]})";
    const auto [profile, warnings] = read(text);
    CHECK(profile.stacks.at(0).frames.size() == 1024);
    CHECK_THAT(warnings.at(0), ContainsSubstring("1 stack is of over 1024 frames"));
}

TEST_CASE("profiles in a trace of Chrome are threads", "[v8]") {
    const auto [profile, warnings] = read_trace(fixture("chrome_trace.json"));
    const auto by_stack = folded_weights(profile, true);
    CHECK(by_stack.at("[CrRendererMain];(program)") == Approx(1e-3));
    CHECK(by_stack.at("[CrRendererMain];onClick;sort") == Approx(3.5e-3));
    CHECK(by_stack.at("[DedicatedWorker thread];onmessage") == Approx(2e-3));
    CHECK(profile.samples == 5);
    CHECK_THAT(warnings.at(0), ContainsSubstring("0.001 s"));
}

TEST_CASE("a trace of Chromium", "[v8]") {
    const auto profile = read_trace(fixture("chromium_trace.json")).value;
    const auto hot = std::ranges::max_element(profile.stacks, {}, &Stack::weight);
    REQUIRE(hot->frames.size() == 4);
    CHECK(hot->thread == "CrRendererMain");
    CHECK(profile.frames.at(hot->frames[0]).name == "mix");
    CHECK(profile.frames.at(hot->frames[0]).line == 2);
    CHECK(profile.frames.at(hot->frames[2]).name == "work");
}

TEST_CASE("a trace of Chrome may be an array of events", "[v8]") {
    const auto whole = fixture("chrome_trace.json");
    const auto begin = whole.find('[');
    const auto array = whole.substr(begin, whole.rfind(']') - begin + 1);
    CHECK(folded_weights(read_trace(array).value, true) == folded_weights(read_trace(whole).value, true));
    CHECK(recognise_chrome_trace({array, true}) == Recognition::yes);
}

TEST_CASE("a trace without JavaScript is refused, and says what to do", "[v8]") {
    const std::string text =
        R"({"traceEvents":[{"pid":1,"tid":1,"ph":"X","name":"Task","args":{"samples":[-1]},"dur":5}]})";
    CHECK(recognise_chrome_trace({text, true}) == Recognition::yes);
    const auto result = read_chrome_trace(text);
    REQUIRE_FALSE(result);
    CHECK_THAT(result.error().expected, ContainsSubstring("ProfileChunk"));
}

TEST_CASE("profiles of V8 are recognised by their keys", "[v8]") {
    const auto whole = fixture("node.cpuprofile");
    CHECK(recognise_cpuprofile({whole.substr(0, 400), false}) == Recognition::yes);
    CHECK(recognise_cpuprofile({whole.substr(0, 10), false}) == Recognition::need_more);
    CHECK(recognise_cpuprofile({whole.substr(0, 10), true}) == Recognition::no);
    CHECK(recognise_cpuprofile({R"({"a":"nodes","callFrame":"functionName"})", true}) == Recognition::no);
    CHECK(recognise_chrome_trace({whole, true}) == Recognition::no);
}
