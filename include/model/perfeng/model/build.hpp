#pragma once

#include "perfeng/model/finding.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace perfeng {

/// One thing that is known of how a program was built. Several may speak of the same `what`: where they agree they are
/// one, with both sources; where they don't, both stand.
/// Values in the words that the analysis knows:
/// - "optimisation": "none (-O0)", "debug (-Og)", "size (-Os)", "some" (the level is not told), "-O2", "opt-level 3";
///   a part in brackets is for people
/// - "LTO": "none", "fat", "thin", "yes"; "PGO": "used", "none"
/// - "codegen units", "compiled units": a number; "panic": "unwind", "abort"
/// - "debug information": "none", "full", "line tables", "split", "separate file", with ", compressed"
/// - "symbols": "present", "stripped"
/// - "linking": "dynamic", "static"; "PIE": "yes", "no"
/// - "frame pointers": "kept", "omitted", "some"
/// - "instrumentation": "none", or a list: "AddressSanitizer, coverage"
/// - "debug assertions", "overflow checks", "assertions": "on", "off"
/// - "target CPU": as -march or target-cpu has it; "baseline": the oldest that the architecture allows
/// - "allocator": "C library", "jemalloc", "mimalloc", "tcmalloc"
/// - "compiler", "linker", "language", "build id", "build type", "profile", "project": as they are named
struct BuildFact {
    std::string what;
    std::string value;
    std::string source; ///< "DW_AT_producer of 34 units", "Cargo.toml [profile.release]"
    Confidence confidence = Confidence::medium;
    bool declared = false; ///< the project asks for it; else the binary shows it

    bool operator==(const BuildFact&) const = default;
};

/// The first fact of that name that the binary shows, else the one that the project asks for; null where there is none.
[[nodiscard]] const BuildFact* find_fact(const std::vector<BuildFact>& facts, std::string_view what);
/// The value of find_fact(); "" where there is none.
[[nodiscard]] std::string_view fact_value(const std::vector<BuildFact>& facts, std::string_view what);

/// How long one part of a build took.
struct BuildUnit {
    std::string name; ///< an object file, a crate, a header, a template
    double start = 0; ///< seconds since the build began; 0 where not told
    double seconds = 0;
    std::string kind;      ///< "compile", "link", "crate", "build script", "header", "template", "phase"
    bool critical = false; ///< on the longest chain of units that wait for one another, where that is known

    bool operator==(const BuildUnit&) const = default;
};

/// Where the time of a build went.
struct BuildTimes {
    std::string tool;             ///< "cargo", "ninja", "clang"
    double total = 0;             ///< seconds from the first start to the last end
    std::vector<BuildUnit> units; ///< longest first
};

} // namespace perfeng
