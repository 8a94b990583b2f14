#include "catch.hpp"

#include "perfeng/analysis/advice.hpp"
#include "perfeng/analysis/hot_places.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/store/profile_document.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

using namespace perfeng;
using namespace perfeng::analysis;

namespace {

const std::filesystem::path source_root = PERFENG_SOURCE;

/// A row of tests/planted/manifest.tsv.
struct Planted {
    std::string name;
    std::vector<std::string> rules;
};

std::vector<std::string> split(const std::string& text, char at) {
    std::vector<std::string> parts;
    std::istringstream in(text);
    for (std::string part; std::getline(in, part, at);)
        parts.push_back(part);
    return parts;
}

std::vector<Planted> planted_programs() {
    std::vector<Planted> programs;
    std::ifstream in(source_root / "tests/planted/manifest.tsv");
    std::string line;
    std::getline(in, line); // the header
    while (std::getline(in, line)) {
        const auto cells = split(line, '\t');
        programs.push_back({cells.at(0), split(cells.at(1), ',')});
    }
    return programs;
}

std::filesystem::path profile_of(const Planted& program, const std::string& kind) {
    return source_root / "tests/analysis/profiles" / (program.name + "." + kind + ".json");
}

Measurement recorded(const std::filesystem::path& file) {
    Measurement measurement;
    auto profile = store::read_profile(process::read_file(file));
    REQUIRE(profile);
    measurement.profile = std::move(*profile);
    return measurement;
}

std::vector<Finding> recommended(const Measurement& measurement) {
    auto findings = advise(measurement);
    std::erase_if(findings, [](const Finding& each) { return each.kind != FindingKind::recommendation; });
    return findings;
}

bool names(const Planted& program, const Finding& finding) {
    return std::ranges::find(program.rules, finding.rule) != program.rules.end();
}

/// The numbers of the lines that end in the mark.
std::vector<int> marked_lines(const std::filesystem::path& file) {
    std::vector<int> lines;
    std::ifstream in(file);
    int number = 0;
    for (std::string line; std::getline(in, line);) {
        ++number;
        if (line.ends_with("// FAULT"))
            lines.push_back(number);
    }
    return lines;
}

bool is_near(int line, const std::vector<int>& lines) {
    return std::ranges::any_of(lines, [&](int each) { return std::abs(each - line) <= 2; });
}

/// What is at fault in the whole of a program has no line.
bool has_lines(const Planted& program) {
    for (const auto* const ending : {"c", "cpp", "rs"})
        if (!marked_lines(source_root / "tests/planted" / program.name / (std::string("fault.") + ending)).empty())
            return true;
    return false;
}

bool names_the_line(const Planted& program, const Finding& finding) {
    if (!finding.advice || !has_lines(program))
        return finding.advice.has_value();
    return std::ranges::any_of(finding.advice->sites, [&](const CallSite& site) {
        return site.file.starts_with("tests/planted/") && is_near(site.line, marked_lines(source_root / site.file));
    });
}

std::string told(const std::vector<Finding>& findings) {
    std::string text;
    for (const auto& each : findings)
        text += each.rule + " " + std::to_string(each.advice ? each.advice->share : 0) + " line " +
                std::to_string(each.line) + "; ";
    return text;
}

/// Faults that are seen elsewhere than in a profile alone: in the build, by the leak checker, in the depth of stacks.
bool needs_more_than_a_profile(const std::string& rule) {
    return rule == "-" || rule.starts_with("build/") || rule.starts_with("memory/") || rule.starts_with("code/");
}

} // namespace

TEST_CASE("the profile of a planted fault leads to its rule and line") {
    int looked_at = 0;
    for (const auto& program : planted_programs()) {
        if (needs_more_than_a_profile(program.rules.front()))
            continue;
        const auto findings = recommended(recorded(profile_of(program, "fault")));
        INFO(program.name << ": " << told(findings));
        const auto last = findings.begin() + std::min<std::ptrdiff_t>(2, std::ssize(findings));
        CHECK(std::any_of(findings.begin(), last, [&](const Finding& finding) {
            return names(program, finding) && names_the_line(program, finding);
        }));
        ++looked_at;
    }
    CHECK(looked_at >= 50);
}

TEST_CASE("the profile without a planted fault does not lead to its rule") {
    for (const auto& program : planted_programs()) {
        if (needs_more_than_a_profile(program.rules.front()) || !exists(profile_of(program, "fixed")))
            continue;
        const auto findings = recommended(recorded(profile_of(program, "fixed")));
        INFO(program.name << ": " << told(findings));
        CHECK(std::ranges::none_of(findings, [&](const Finding& finding) { return names(program, finding); }));
    }
}

TEST_CASE("each rule of Rust, C, C++ and the system is led to by the profile of a real program") {
    std::set<std::string> led_to;
    for (const auto& program : planted_programs())
        if (exists(profile_of(program, "fault")))
            for (const auto& finding : recommended(recorded(profile_of(program, "fault"))))
                led_to.insert(finding.rule);
    for (const auto& rule : built_in_rules()) {
        const auto family = rule.id.substr(0, rule.id.find('.'));
        INFO(rule.id);
        if (family == "rust" || family == "c" || family == "cpp" || family == "os")
            CHECK(led_to.contains(rule.id));
    }
}
