#include "perfeng/analysis/build_advice.hpp"

#include "build_words.hpp"
#include "words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace perfeng::analysis {
namespace {

/// What one rule looks at.
struct Audit {
    const Measurement& measurement;
    BuildPlace place;

    [[nodiscard]] std::string_view value(std::string_view what) const {
        return fact_value(measurement.executable.build_facts, what);
    }
    [[nodiscard]] bool is(std::string_view what, std::string_view wanted) const { return value(what) == wanted; }
    [[nodiscard]] std::string tells(std::string_view what) const { return told(measurement, what); }
    [[nodiscard]] Confidence confidence(std::string_view what) const {
        const auto* const fact = find_fact(measurement.executable.build_facts, what);
        return fact == nullptr ? Confidence::low : fact->confidence;
    }
    [[nodiscard]] bool rust() const { return is("language", "Rust"); }
    [[nodiscard]] bool compiled_c() const { return is("language", "C") || is("language", "C++"); }
    /// A line of Cargo.toml, and where it goes.
    [[nodiscard]] std::string in_cargo(std::string_view line) const {
        const auto profile = place.profile.empty() ? "release" : place.profile;
        const auto file = place.project.empty() ? "Cargo.toml" : place.project;
        return fmt::format("In {} write `{}` below `[profile.{}]`", file, line, profile);
    }
    [[nodiscard]] std::string configure(std::string_view setting) const {
        return fmt::format("`cmake -S {} -B {} {} && cmake --build {}`", place.project, place.build, setting,
                           place.build);
    }
    [[nodiscard]] std::string measure() const {
        return ". Measure it first, in a scratch directory: `perfeng try -- " + command_line(measurement.workload) +
               "`";
    }
};

Finding advice(const char* rule, std::string title, std::string evidence, std::string change, double ceiling,
               Confidence confidence) {
    Finding finding;
    finding.id = rule;
    finding.kind = FindingKind::recommendation;
    finding.rule = rule;
    finding.title = std::move(title);
    finding.evidence = std::move(evidence);
    finding.change = std::move(change);
    if (ceiling > 0)
        finding.impact = Impact{"cpu_time", ceiling};
    finding.confidence = confidence;
    return finding;
}

using Advised = std::optional<Finding>;

Advised optimised_for_size(const Audit& audit) {
    if (!audit.value("optimisation").starts_with("size"))
        return std::nullopt;
    const auto change = audit.place.tool == BuildTool::cargo   ? audit.in_cargo("opt-level = 3")
                        : audit.place.tool == BuildTool::cmake ? audit.configure("-DCMAKE_BUILD_TYPE=Release")
                                                               : std::string("Compile with `-O2`");
    return advice("build/optimised-for-size",
                  "The program is optimised for size: profile and tune it for speed instead",
                  audit.tells("optimisation") +
                      "; in tests Rust's `z` took up to 2.2 times as long as 3, and gcc's -Os 1.3 times as long as -O2",
                  change + audit.measure(), 0.55, audit.confidence("optimisation"));
}

/// One unit has nothing to be optimised together with.
bool of_several_units(const Audit& audit) {
    const auto units = audit.value("compiled units");
    return !units.empty() && units != "1";
}

Advised no_lto(const Audit& audit) {
    const bool known = audit.rust() || (audit.compiled_c() && of_several_units(audit));
    if (!audit.is("LTO", "none") || !known)
        return std::nullopt;
    std::string change = "Compile and link with `-flto`, all files";
    if (audit.rust())
        change = audit.in_cargo("lto = \"fat\"");
    else if (audit.place.tool == BuildTool::cmake)
        change = audit.configure("-DCMAKE_INTERPROCEDURAL_OPTIMIZATION=ON");
    else if (audit.place.tool == BuildTool::meson)
        change = fmt::format("`meson configure {0} -Db_lto=true && meson compile -C {0}`", audit.place.project);
    return advice("build/no-lto", "The program is linked without link-time optimisation",
                  audit.tells("LTO") + "; LTO brought 0 to 5% in tests, and 10 to 20% are told of others: 0 to 20%. "
                                       "The build takes longer",
                  change + audit.measure(), 0.2, Confidence::low);
}

Advised codegen_units(const Audit& audit) {
    if (!audit.rust() || audit.value("codegen units").empty() || audit.is("codegen units", "1") ||
        audit.is("LTO", "fat") || audit.confidence("codegen units") != Confidence::high)
        return std::nullopt;
    return advice("build/codegen-units", "The crate is cut into several codegen units, which are optimised apart",
                  audit.tells("codegen units") + "; one unit brought 0 to 10% in tests, together with LTO. "
                                                 "The build takes longer",
                  audit.in_cargo("codegen-units = 1") + audit.measure(), 0.1, Confidence::low);
}

Advised panic_abort(const Audit& audit) {
    if (!audit.rust() || !audit.is("panic", "unwind"))
        return std::nullopt;
    return advice("build/panic-abort", "Panics unwind: aborting instead makes the program smaller, and perhaps faster",
                  audit.tells("panic") + "; 0 to 5% of the time, and 20% of the size in a test with `strip`. Not for a "
                                         "program that catches panics (`catch_unwind`, and servers that survive a "
                                         "panic of one task): a panic then ends the process with status 134, and "
                                         "without running `Drop`",
                  audit.in_cargo("panic = \"abort\"") + audit.measure(), 0.05, Confidence::low);
}

Advised march(const Audit& audit) {
    if (!audit.is("target CPU", "baseline") || (!audit.rust() && !audit.compiled_c()))
        return std::nullopt;
    const auto* const fact = find_fact(audit.measurement.executable.build_facts, "target CPU");
    if (fact->declared && audit.place.tool != BuildTool::cargo)
        return std::nullopt;
    std::string change = "Compile with `-march=native`";
    if (audit.rust())
        change = "`RUSTFLAGS=\"-C target-cpu=native\" cargo build --release`";
    else if (audit.place.tool == BuildTool::cmake)
        change = audit.configure("-DCMAKE_C_FLAGS=-march=native -DCMAKE_CXX_FLAGS=-march=native");
    return advice("build/march", "The program uses no instructions that came after the oldest processor it may run on",
                  audit.tells("target CPU") + "; 0 to 10% in tests, more in loops over numbers. The program then runs "
                                              "on processors like this one alone",
                  change + audit.measure(), 0.1, Confidence::low);
}

Advised checks(const Audit& audit) {
    const bool assertions = audit.is("debug assertions", "on");
    const bool overflow = audit.is("overflow checks", "on");
    if (!audit.rust() || (!assertions && !overflow))
        return std::nullopt;
    std::string lines;
    if (assertions)
        lines = "debug-assertions = false";
    if (overflow)
        lines += std::string(lines.empty() ? "" : "` and `") + "overflow-checks = false";
    return advice("build/checks", "An optimised build keeps the checks of a debug build",
                  (assertions ? audit.tells("debug assertions") : audit.tells("overflow checks")) +
                      "; what they cost depends on the code. They may be wanted: they find errors",
                  audit.in_cargo(lines) + audit.measure(), 0, Confidence::medium);
}

/// A release build for users, and one that can be profiled.
Advised profiling_profile(const Audit& audit) {
    const bool lines = !audit.is("debug information", "none");
    const bool named = !audit.is("symbols", "stripped");
    if (lines && named)
        return std::nullopt;
    const auto missing = lines ? audit.tells("symbols") : audit.tells("debug information");
    const auto* const title = "A second build, for profiling, would name functions and lines";
    if (audit.rust())
        return advice("build/profiling-profile", title, missing,
                      "In " + (audit.place.project.empty() ? "Cargo.toml" : audit.place.project) +
                          " write `[profile.profiling]`, `inherits = \"release\"`, `debug = \"line-tables-only\"`, "
                          "`strip = \"none\"`, a line each; build with `RUSTFLAGS=\"-C force-frame-pointers=yes\" "
                          "cargo build --profile profiling`, and measure target/profiling/NAME",
                      0, Confidence::high);
    if (audit.place.tool == BuildTool::cmake)
        return advice(
            "build/profiling-profile", title, missing,
            fmt::format("`cmake -S {} -B {}-profiling -DCMAKE_BUILD_TYPE=RelWithDebInfo "
                        "-DCMAKE_C_FLAGS=-fno-omit-frame-pointer -DCMAKE_CXX_FLAGS=-fno-omit-frame-pointer && "
                        "cmake --build {}-profiling`",
                        audit.place.project, audit.place.build, audit.place.build),
            0, Confidence::high);
    if (!audit.compiled_c() && audit.place.tool == BuildTool::other)
        return std::nullopt;
    return advice("build/profiling-profile", title, missing,
                  "Compile with `-g -fno-omit-frame-pointer` beside the flags of today, and don't strip", 0,
                  Confidence::medium);
}

Advised slow_unit(const Measurement& measurement) {
    if (!measurement.build_times || measurement.build_times->units.empty() || measurement.build_times->total <= 0)
        return std::nullopt;
    const auto& times = *measurement.build_times;
    const auto slowest = std::ranges::find_if(times.units, [&](const BuildUnit& unit) {
        return unit.kind != "phase" && (times.tool != "clang" || unit.kind != "compile");
    });
    if (slowest == times.units.end() || times.units.size() < 3)
        return std::nullopt;
    const auto share = std::min(1.0, slowest->seconds / times.total);
    if (share < 0.2)
        return std::nullopt;
    auto finding = advice("build/slow-unit",
                          fmt::format("{} takes {} of the build's {}", slowest->name, percent(share),
                                      slowest->critical ? "time, and all that needs it waits" : "time"),
                          fmt::format("{} of {} ({} by {})", quantity(slowest->seconds, Unit::seconds),
                                      quantity(times.total, Unit::seconds), slowest->kind, times.tool),
                          "", 0, slowest->critical ? Confidence::high : Confidence::medium);
    finding.id += ":" + slowest->name;
    finding.impact = Impact{"build_time", share};
    if (slowest->kind == "header")
        finding.change = "Include it in fewer files, or precompile it (`target_precompile_headers`)";
    else if (slowest->kind == "template")
        finding.change = "Instantiate it once: `extern template` in the header, the instantiation in one source file";
    else if (slowest->kind == "link")
        finding.change = "Try a faster linker: `-fuse-ld=mold` or `-fuse-ld=lld`";
    else if (slowest->kind == "crate")
        finding.change = "Split the crate, switch off features of it that are not used, or see what is slow in it: "
                         "`cargo +nightly rustc -- -Z self-profile`";
    else
        finding.change =
            "Split the file, or see what is slow in it: compile it with `clang -ftime-trace`, and `perfeng "
            "import` the trace";
    return finding;
}

} // namespace

std::vector<Finding> build_advice(const Measurement& measurement) {
    std::vector<Finding> found;
    const auto add = [&found](Advised advised) {
        if (advised)
            found.push_back(*std::move(advised));
    };
    const Audit audit{measurement, build_place(measurement.executable)};
    const auto optimisation = audit.value("optimisation");
    const bool instrumented = !audit.value("instrumentation").empty() && !audit.is("instrumentation", "none");
    const bool sound = !optimisation.empty() && !is_unoptimised(optimisation) && !instrumented;
    if (is_own_program(measurement) && sound)
        for (const auto rule :
             {optimised_for_size, no_lto, codegen_units, checks, march, panic_abort, profiling_profile})
            add(rule(audit));
    add(slow_unit(measurement));
    return found;
}

} // namespace perfeng::analysis
