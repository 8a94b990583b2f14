#include "catch.hpp"
#include "made.hpp"

#include "perfeng/analysis/advice.hpp"

#include <fstream>
#include <map>
#include <sstream>

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

struct RuleStack {
    std::string rule;
    bool hit = false;
    std::string stack; ///< root first, with semicolons
};

std::vector<RuleStack> rule_stacks() {
    std::ifstream in(PERFENG_SOURCE "/tests/analysis/data/rule_stacks.txt");
    std::vector<RuleStack> stacks;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with('#'))
            continue;
        std::istringstream words(line);
        RuleStack each;
        std::string kind;
        words >> each.rule >> kind >> std::ws;
        each.hit = kind == "hit";
        REQUIRE((each.hit || kind == "miss"));
        std::getline(words, each.stack);
        stacks.push_back(each);
    }
    return stacks;
}

Frame frame_of(const std::string& text) {
    const auto at = text.rfind('@');
    if (at == std::string::npos)
        return made::frame(text);
    const auto module = text.substr(at + 1);
    if (module == "k")
        return made::frame(text.substr(0, at), "[kernel]");
    const bool interpreter = module.starts_with("python") || module == "node";
    return made::frame(text.substr(0, at), (interpreter ? "/usr/bin/" : "/usr/lib/") + module);
}

/// Two samples in three have the stack, in a program that waits now and then and allocates for the while only.
Measurement spending(const std::string& root_first) {
    auto measurement = made::measurement({made::metric("wall_time", std::vector<double>(6, 0.01)),
                                          made::metric("voluntary_switches", std::vector<double>(6, 50))});
    std::vector<Frame> leaf_first;
    std::istringstream names(root_first);
    for (std::string name; std::getline(names, name, ';');)
        leaf_first.insert(leaf_first.begin(), frame_of(name));
    auto& profile = measurement.profile.emplace();
    made::add(profile, leaf_first, 400);
    made::add_names(profile, {"work", "main"}, 200);
    return measurement;
}

bool recommended(const std::vector<Finding>& findings, const std::string& rule) {
    return std::ranges::any_of(findings, [&](const Finding& finding) {
        return finding.rule == rule && finding.kind == FindingKind::recommendation;
    });
}

} // namespace

TEST_CASE("each rule fits the stacks that it is about, and not those near to them") {
    for (const auto& [rule, hit, stack] : rule_stacks()) {
        INFO(rule << (hit ? " has to fit " : " must not fit ") << stack);
        CHECK(recommended(advise(spending(stack)), rule) == hit);
    }
}

TEST_CASE("each rule has a stack that it fits, and one that it does not") {
    std::map<std::string, int> kinds; // 1: a hit, 2: a miss
    for (const auto& [rule, hit, stack] : rule_stacks())
        kinds[rule] |= hit ? 1 : 2;
    for (const auto& rule : built_in_rules()) {
        INFO(rule.id);
        CHECK(kinds[rule.id] == 3);
    }
    CHECK(kinds.size() == built_in_rules().size());
}
