#include "as_folded.hpp"
#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/exchange/speedscope.hpp"

#include <map>
#include <string>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

constexpr std::string_view schema = R"("$schema":"https://www.speedscope.app/file-format-schema.json")";
constexpr std::string_view shared =
    R"("shared":{"frames":[{"name":"main","file":"a.py","line":7},{"name":"_ZN1a4fillEv"},{"name":"<module>"}]})";

std::string file_of(const std::string& profiles) {
    return "{" + std::string(schema) + R"(,"profiles":[)" + profiles + "]," + std::string(shared) + "}";
}

std::string sampled(const std::string& samples, const std::string& weights, const std::string& unit = "seconds",
                    const std::string& name = "one") {
    return R"({"type":"sampled","name":")" + name + R"(","unit":")" + unit + R"(","samples":)" + samples +
           R"(,"weights":)" + weights + "}";
}

std::string evented(const std::string& events) {
    return R"({"events":[)" + events + R"(],"type":"evented","name":"e","unit":"microseconds","endValue":20})";
}

std::string event(char type, int frame, int at) {
    return std::string(R"({"type":")") + type + R"(","frame":)" + std::to_string(frame) + R"(,"at":)" +
           std::to_string(at) + "}";
}

Read<Profile> read(const std::string& text) {
    auto result = read_speedscope(text);
    INFO((result ? "" : to_string(result.error())));
    REQUIRE(result.has_value());
    return std::move(*result);
}

using Weights = std::map<std::string, double>;

} // namespace

TEST_CASE("samples of speedscope are weighed, root first in the file", "[speedscope]") {
    const auto [profile, warnings] = read(file_of(sampled("[[0,1],[0,1],[0],[]]", "[1,2.5,4,0.5]")));
    CHECK(folded_weights(profile, true) == Weights{{"main;a::fill", 3.5}, {"main", 4}, {"", 0.5}});
    CHECK(profile.samples == 4);
    CHECK(profile.weight == 8);
    CHECK(profile.unit == Unit::seconds);
    CHECK(profile.event == "time");
    CHECK(profile.tool == "speedscope");
    CHECK(profile.frames.at(0).file == "a.py");
    CHECK(profile.frames.at(0).line == 7);
    CHECK(profile.frames.at(1).raw_name == "_ZN1a4fillEv");
    CHECK(profile.frames.at(2).name == "<module>");
    CHECK(warnings.empty());
}

TEST_CASE("units of speedscope become seconds, bytes or counts", "[speedscope]") {
    CHECK(read(file_of(sampled("[[0]]", "[2]", "milliseconds"))).value.weight == Approx(0.002));
    const auto bytes = read(file_of(sampled("[[0]]", "[2]", "bytes"))).value;
    CHECK(bytes.unit == Unit::bytes);
    CHECK(bytes.event == "bytes");
    const auto counted = read(file_of(sampled("[[0],[0,1],[0,2]]", "[0.5,0.5,4]", "none"))).value;
    CHECK(counted.unit == Unit::count);
    CHECK(counted.samples == 5);
    CHECK(read(file_of(R"({"unit":"none","samples":[[0],[0]]})")).value.weight == 2);
}

TEST_CASE("events of speedscope are time between them, up to the end", "[speedscope]") {
    const auto profile = read(file_of(evented(event('O', 0, 5) + "," + event('O', 1, 7) + "," + event('C', 1, 10) +
                                              "," + event('O', 1, 10) + "," + event('C', 1, 12))))
                             .value;
    CHECK(folded_weights(profile)["main"] == Approx(10e-6)); // 5 to 7 and 12 to 20
    CHECK(folded_weights(profile)["main;a::fill"] == Approx(5e-6));
    CHECK(profile.samples == 0);
}

TEST_CASE("profiles of speedscope are threads", "[speedscope]") {
    const auto text = file_of(sampled("[[0]]", "[1]", "seconds", "a") + "," +
                              sampled("[[0]]", "[500]", "milliseconds", "b") + "," + sampled("[[0]]", "[3]", "bytes"));
    const auto [profile, warnings] = read(text);
    CHECK(folded_weights(profile, true) == Weights{{"[a];main", 1}, {"[b];main", 0.5}});
    REQUIRE(warnings.size() == 1);
    CHECK_THAT(warnings[0], ContainsSubstring("1 of 3 profiles"));
}

TEST_CASE("the exporter is the tool", "[speedscope]") {
    const auto text = R"({"exporter":"py-spy@0.3.14",)" + file_of(sampled("[[0]]", "[1]")).substr(1);
    CHECK(read(text).value.tool == "py-spy");
}

TEST_CASE("weights out of all range are told", "[speedscope]") {
    const auto [profile, warnings] = read(file_of(sampled("[[0],[0],[0,1]]", "[-1,1e300,1]")));
    CHECK(profile.weight == 1);
    CHECK_THAT(warnings.at(0), ContainsSubstring("2 samples were passed over"));
}

TEST_CASE("deep stacks are cut and told, in no more than their size", "[speedscope]") {
    std::string events;
    for (int i = 0; i < 3000; ++i)
        events += (i > 0 ? "," : "") + event('O', i % 2, i);
    const auto [profile, warnings] = read(file_of(evented(events)));
    std::size_t most = 0;
    for (const auto& stack : profile.stacks)
        most = std::max(most, stack.frames.size());
    CHECK(most == 1024);
    CHECK_THAT(warnings.at(0), ContainsSubstring("stacks are of over 1024 frames"));
}

TEST_CASE("what is broken in speedscope's files is refused", "[speedscope]") {
    const std::string good = sampled("[[0]]", "[1]");
    for (const auto& profiles :
         {sampled("[[3]]", "[1]"), sampled("[[-1]]", "[1]"), sampled("[[0]]", "[1,2]"), sampled("[[0]]", "[0]"),
          std::string(), evented(event('O', 0, 5) + "," + event('O', 1, 4)),
          evented(event('O', 0, 5) + "," + event('C', 1, 6)), evented(event('C', 0, 5)),
          evented(R"({"type":"O","frame":0})"), evented(R"({"type":"O","at":0})")}) {
        INFO(profiles);
        CHECK_FALSE(read_speedscope(file_of(profiles)));
    }
    CHECK(read_speedscope(file_of(good)));
    CHECK_FALSE(read_speedscope(file_of(good).substr(0, 200)));
}

TEST_CASE("speedscope is recognised by its schema", "[speedscope]") {
    const auto text = file_of(sampled("[[0]]", "[1]"));
    CHECK(recognise_speedscope({text, true}) == Recognition::yes);
    CHECK(recognise_speedscope({text.substr(0, 20), false}) == Recognition::need_more);
    CHECK(recognise_speedscope({text.substr(0, 20), true}) == Recognition::no);
    CHECK(recognise_speedscope({R"({"see": "https://www.speedscope.app/file-format-schema.json"})", true}) ==
          Recognition::no);
    CHECK(recognise_speedscope({"[]", true}) == Recognition::no);
}
