#pragma once

#include "../subject.hpp"

#include "perfeng/model/trying.hpp"
#include "perfeng/tools/unavailable.hpp"

#include <tl/expected.hpp>

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace perfeng::pipeline {

/// A program ready to be run. `build_time` in seconds, where one was built.
struct Built {
    Workload workload;
    std::string file; ///< what is executed
    std::optional<double> build_time;
};

/// Why not, and what to do about it.
using BuiltOrNot = tl::expected<Built, tools::Unavailable>;
/// Makes a program, in an existing directory of its own where it builds one.
using Make = std::function<BuiltOrNot(const std::filesystem::path& directory)>;

struct PlannedVariant {
    Variant told; ///< `applies`, or `not_tried` with the reason
    Make make;
};

/// Variants that come about in one way and are compared with one build of today's program.
struct Family {
    std::string project;
    Make base; ///< empty: today's program as it stands
    std::vector<PlannedVariant> variants;
};

/// What families work with. Outlives them.
struct Workshop {
    const Context& context;
    const MeasureOptions& options;
    const Subject& subject;

    [[nodiscard]] const Workload& workload() const { return subject.measurement.workload; }
    [[nodiscard]] const Executable& executable() const { return subject.measurement.executable; }
};

/// Another allocator, other settings of glibc's or of an interpreter: by environment.
[[nodiscard]] Family environment_family(const Workshop& shop);
/// Each none where the program is no such project's.
[[nodiscard]] std::optional<Family> cargo_family(const Workshop& shop);
[[nodiscard]] std::optional<Family> cmake_family(const Workshop& shop);
/// By a command of the user, in a copy of the source.
[[nodiscard]] Family command_family(const Workshop& shop, const std::string& command);
/// Of a program that nobody here knows how to build: its variants say so.
[[nodiscard]] Family unknown_family(const Workshop& shop);

/// A variant of that kind, which applies.
[[nodiscard]] PlannedVariant planned(std::string_view name, std::string_view kind, std::string_view what);
void rule_out(PlannedVariant& variant, std::string why, std::string how = "");

} // namespace perfeng::pipeline
