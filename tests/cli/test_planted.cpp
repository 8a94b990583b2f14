#include "sandbox.hpp"

#include "perfeng/process/program.hpp"

#include <algorithm>
#include <cstdlib>
#include <sstream>

using namespace perfeng;

namespace {

/// One of tests/planted, compiled, measured and advised on: scripts/planted does it for all of them.
struct Planted {
    std::string name;
    std::string source;
    Words compiler;
    std::string rule;
};

/// Null where this machine cannot take a CPU profile or has no such compiler.
Json advice_on(const Planted& planted, const Sandbox& sandbox) {
    const auto source = std::string(PERFENG_SOURCE "/tests/planted/") + planted.name + "/" + planted.source;
    auto words = planted.compiler;
    if (!process::find_program(words.front()))
        return nullptr;
    words.insert(words.end(), {source, "-o", (sandbox / "program").string()});
    const auto built = process::system_runner()->run(process::tool_command(words, 120));
    INFO(built.err);
    REQUIRE(built.status.ok());
    const auto told =
        sandbox.perfeng({"baseline", "--json", "--trials", "1", "--warmup", "0", "--passes", "cpu", "--", "./program"});
    INFO(told.err);
    REQUIRE(told.status == 0);
    const auto document = told.json();
    const auto profile = document.at("profile");
    return profile.is_null() || profile.at("tool") != "perf" ? Json() : document.at("findings");
}

/// Lines that end in the mark, and two on each side.
bool is_marked(const std::string& source, int line) {
    std::istringstream in(process::read_file(source));
    int number = 0;
    for (std::string text; std::getline(in, text);)
        if (++number; text.ends_with("// FAULT") && std::abs(number - line) <= 2)
            return true;
    return false;
}

} // namespace

TEST_CASE("the first or second recommendation names the planted fault and its line") {
    const auto planted =
        GENERATE(Planted{"c-strlen-loop", "fault.c", {"gcc", "-O2", "-g"}, "c.strlen-in-loop"},
                 Planted{"cpp-map-ordered", "fault.cpp", {"g++", "-std=c++20", "-O2", "-g"}, "cpp.ordered-map"},
                 Planted{"rs-contains", "fault.rs", {"rustc", "-O", "-g"}, "rust.linear-contains"});
    const Sandbox sandbox;
    const auto findings = advice_on(planted, sandbox);
    if (findings.is_null()) {
        WARN("not tried here: " << planted.name);
        return;
    }
    std::vector<Json> recommended;
    std::ranges::copy_if(findings, std::back_inserter(recommended),
                         [](const Json& each) { return each.at("kind") == "recommendation"; });
    INFO(planted.name << ": " << findings.dump(1));
    const auto last = recommended.begin() + std::min<std::ptrdiff_t>(2, std::ssize(recommended));
    const auto naming =
        std::find_if(recommended.begin(), last, [&](const Json& each) { return each.at("rule") == planted.rule; });
    REQUIRE(naming != last);
    CHECK(is_marked(naming->at("file").get<std::string>(), naming->at("line").get<int>()));
    CHECK(naming->at("advice").at("share").get<double>() > 0.2);
}
