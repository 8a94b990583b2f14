#include "build_words.hpp"
#include "doubt.hpp"
#include "words.hpp"

#include "perfeng/analysis/build_advice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace perfeng::analysis {
namespace {

Finding fault(const std::string& rule, std::string title, std::string evidence, std::string change,
              Confidence confidence) {
    auto finding = doubt(rule, std::move(title), std::move(evidence), std::move(change), confidence);
    finding.kind = FindingKind::recommendation;
    return finding;
}

/// How to have it compiled optimised, in the words of what builds it.
std::string how_to_optimise(const BuildPlace& place) {
    switch (place.tool) {
    case BuildTool::cargo:
        return place.profile == "dev"
                   ? "Build and measure the release profile: `cargo build --release`"
                   : fmt::format("In {} write `opt-level = 3` below `[profile.{}]`", place.project, place.profile);
    case BuildTool::cmake:
        return fmt::format("`cmake -S {} -B {} -DCMAKE_BUILD_TYPE=Release && cmake --build {}`", place.project,
                           place.build, place.build);
    case BuildTool::meson:
        return fmt::format("`meson configure {0} -Dbuildtype=release && meson compile -C {0}`", place.project);
    case BuildTool::go:
        return "Build without `-gcflags=-N`";
    case BuildTool::other:
        break;
    }
    return "Compile with `-O2`, all files and anew";
}

/// What was measured of builds without optimisation (docs/build.md).
std::string gain_of_optimising(const Measurement& measurement) {
    return fact_value(measurement.executable.build_facts, "language") == "Rust"
               ? "release builds took 1/2 to 1/15 of the time of dev builds in tests; others tell of 1/10 to 1/100"
               : "programs in C and C++ took 1/2 to 1/4 of the time with -O2 in tests";
}

void add_unoptimised(const Measurement& measurement, std::vector<Finding>& found) {
    const auto& facts = measurement.executable.build_facts;
    const auto* const level = find_fact(facts, "optimisation");
    if (level == nullptr || level->declared || !is_unoptimised(level->value))
        return;
    const auto place = build_place(measurement.executable);
    const bool empty_type = place.tool == BuildTool::cmake && fact_value(facts, "build type") == "none";
    auto finding =
        empty_type
            ? fault("build/empty-cmake-build-type",
                    "CMAKE_BUILD_TYPE is empty: CMake then passes no -O at all, and the program is not optimised",
                    told(measurement, "build type") + "; " + told(measurement, "optimisation"), how_to_optimise(place),
                    level->confidence)
            : fault("build/unoptimised", "The program is built without optimisation: mend this before anything else",
                    told(measurement, "optimisation"), how_to_optimise(place), level->confidence);
    finding.evidence += "; " + gain_of_optimising(measurement);
    const bool rust = fact_value(facts, "language") == "Rust";
    finding.impact = Impact{"cpu_time", rust ? 0.99 : 0.9};
    found.push_back(std::move(finding));
}

/// Some units of many: the value says how many, "-O2 (3 of 34 units otherwise: 3 none (-O0))".
void add_partly_unoptimised(const Measurement& measurement, std::vector<Finding>& found) {
    const auto* const level = find_fact(measurement.executable.build_facts, "optimisation");
    if (level == nullptr || level->declared || is_unoptimised(level->value))
        return;
    const auto others = level->value.find(" otherwise:");
    if (others == std::string::npos || level->value.find("none (-O0)", others) == std::string::npos)
        return;
    found.push_back(fault("build/partly-unoptimised", "Some files of the program are compiled without optimisation",
                          told(measurement, "optimisation"),
                          "Look for files or targets with flags of their own, then compile all with `-O2`",
                          level->confidence));
}

struct Instrument {
    std::string_view name;
    std::string_view how; ///< it is switched off
};
constexpr std::array instruments{
    Instrument{"Sanitizer", "Measure a build without `-fsanitize`"},
    Instrument{"coverage",
               "Measure a build without `--coverage` (`-fprofile-instr-generate`, `-C instrument-coverage`)"},
    Instrument{"PGO generation", "Run the training, build with `-fprofile-use` (`-C profile-use`), and measure that"},
    Instrument{"gprof", "Measure a build without `-pg`: perfeng needs no instrumentation"},
    Instrument{"function tracing", "Measure a build without `-finstrument-functions`"},
    Instrument{"debug library", "Measure a build without `-D_GLIBCXX_DEBUG`"},
    Instrument{"go build", "Build without that option"},
};

void add_instrumented(const Measurement& measurement, std::vector<Finding>& found) {
    const auto* const fact = find_fact(measurement.executable.build_facts, "instrumentation");
    if (fact == nullptr || fact->declared || fact->value == "none")
        return;
    std::string change;
    for (const auto& [name, how] : instruments)
        if (fact->value.find(name) != std::string::npos)
            change += (change.empty() ? "" : ". ") + std::string(how);
    found.push_back(
        fault("build/instrumented",
              "The program is instrumented (" + fact->value + "): its times are those of the instruments too",
              told(measurement, "instrumentation"), change, fact->confidence));
}

/// The project asks for one thing and the binary shows another: perhaps it was not built since.
void add_contradictions(const Measurement& measurement, std::vector<Finding>& found) {
    const auto& facts = measurement.executable.build_facts;
    for (const auto& declared : facts) {
        const auto shown = std::ranges::find_if(
            facts, [&](const BuildFact& fact) { return fact.what == declared.what && !fact.declared; });
        const bool by_default = declared.source.find("cargo's default") != std::string::npos;
        if (!declared.declared || shown == facts.end() || declared.confidence == Confidence::low ||
            (by_default && declared.what == "symbols"))
            continue;
        found.push_back(doubt("build/declared-differs",
                              fmt::format("{} says {} {}, the binary shows {}: was it built since?", declared.source,
                                          declared.what, declared.value, shown->value),
                              told(measurement, declared.what), "Build it anew, then: " + measure_again(measurement),
                              std::min(shown->confidence, Confidence::medium), declared.what));
    }
}

void add_without_effect(const Measurement& measurement, std::vector<Finding>& found) {
    const auto place = build_place(measurement.executable);
    for (const auto& fact : measurement.executable.build_facts)
        if (fact.what == "without effect")
            found.push_back(doubt("build/without-effect", "A setting of the build has no effect", fact.value,
                                  "Move it to " + place.project));
}

} // namespace

std::vector<Finding> build_faults(const Measurement& measurement) {
    std::vector<Finding> found;
    const bool script =
        std::ranges::any_of(measurement.executable.snapshots, [](const auto& file) { return file.role == "script"; });
    for (const auto add :
         {add_unoptimised, add_partly_unoptimised, add_instrumented, add_contradictions, add_without_effect})
        if (!script)
            add(measurement, found);
    return found;
}

} // namespace perfeng::analysis
