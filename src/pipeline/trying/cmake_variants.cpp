#include "building.hpp"
#include "cmake_program.hpp"

#include "perfeng/process/program.hpp"

#include <algorithm>
#include <array>

namespace perfeng::pipeline {
namespace {

namespace fs = std::filesystem;

/// Today's build type, as far as it matters. An empty one is `unknown`: the project may set its own.
enum class TodaysType { debug, unknown, optimised };

TodaysType todays_type(const CMakeProgram& program) {
    const auto type = program.build_type();
    return type.empty() ? TodaysType::unknown : type == "Debug" ? TodaysType::debug : TodaysType::optimised;
}

constexpr std::string_view ndebug_risk = "Release switches assert() off (NDEBUG): what a program does in an assert is "
                                         "not done";

struct CMakeRow {
    std::string_view name;
    std::string_view what;
    std::string_view build_type; ///< empty: today's
    bool lto = false;
    std::vector<std::string> flags; ///< added to those of the build type
    std::vector<std::string_view> warnings;
};

const std::array cmake_rows{
    CMakeRow{"release", "build type Release", "Release", false, {}, {ndebug_risk}},
    CMakeRow{"relwithdebinfo", "build type RelWithDebInfo", "RelWithDebInfo", false, {}, {ndebug_risk}},
    CMakeRow{"release-lto", "build type Release, with LTO", "Release", true, {}, {ndebug_risk, lto_risk}},
    CMakeRow{"lto", "link-time optimisation", "", true, {}, {lto_risk}},
    CMakeRow{"O3", "-O3", "", false, {"-O3"}, {}},
    CMakeRow{"O2", "-O2", "", false, {"-O2"}, {}},
    CMakeRow{"Os", "-Os: optimise for size", "", false, {"-Os"}, {}},
    CMakeRow{"native", "all instructions of this processor", "", false, {"NATIVE"}, {native_risk}},
    CMakeRow{"release-max", "LTO, -O3 and native together", "", true, {"-O3", "NATIVE"}, {lto_risk, native_risk}},
};

std::vector<CMakeSetting> with_flags(const CMakeProgram& program, const std::string& flags) {
    std::vector<CMakeSetting> settings;
    for (const auto& language : program.languages()) {
        const auto variable = program.flags_variable(language);
        const auto present = program.value(variable);
        settings.push_back({variable, present.empty() ? flags : present + " " + flags});
    }
    return settings;
}

std::vector<CMakeSetting> settings_of(const Workshop& shop, const CMakeProgram& program, const CMakeRow& row) {
    std::vector<CMakeSetting> settings;
    if (!row.build_type.empty())
        settings.push_back({"CMAKE_BUILD_TYPE", std::string(row.build_type)});
    if (row.lto)
        settings.push_back({"CMAKE_INTERPROCEDURAL_OPTIMIZATION", "ON"});
    std::string flags;
    for (const auto& flag : row.flags)
        flags += (flags.empty() ? "" : " ") + (flag == "NATIVE" ? native_flag(shop) : flag);
    if (!flags.empty())
        for (auto& setting : with_flags(program, flags))
            settings.push_back(std::move(setting));
    return settings;
}

/// For the user to type, in the user's own build directory unless another compiler needs a new one.
SettingLines command_line(const CMakeProgram& program, const std::vector<CMakeSetting>& settings,
                          const std::string& directory = "") {
    std::vector<std::string> words{"cmake", "-S", program.source.string(), "-B",
                                   directory.empty() ? program.build.string() : directory};
    for (const auto& setting : settings)
        if (setting.value)
            words.push_back("-D" + setting.name + "=" + *setting.value);
    return {"command line", {process::join_words(words)}};
}

/// CMake leaves a project that asks for less than 3.9 without link-time optimisation, unless told (policy CMP0069).
std::vector<CMakeSetting> as_configured(std::vector<CMakeSetting> settings) {
    if (std::ranges::find(settings, "CMAKE_INTERPROCEDURAL_OPTIMIZATION", &CMakeSetting::name) != settings.end())
        settings.push_back({"CMAKE_POLICY_DEFAULT_CMP0069", "NEW"});
    return settings;
}

Make maker(const Workshop& shop, const CMakeProgram& program, std::vector<CMakeSetting> settings) {
    return [&shop, program, chosen = std::move(settings)](const fs::path& directory) -> BuiltOrNot {
        if (const auto failed = configure_cmake(shop, program, chosen, directory))
            return tl::unexpected(*failed);
        return build_cmake(shop, program, directory);
    };
}

void rule_out_by_type(PlannedVariant& variant, const CMakeProgram& program, const CMakeRow& row) {
    const auto today = todays_type(program);
    if (row.build_type == program.build_type() && !row.build_type.empty())
        rule_out(variant, "today's program is a " + program.build_type() + " build already");
    else if (row.build_type.empty() && today == TodaysType::debug)
        rule_out(variant, "today's program is a Debug build: what Release brings comes first",
                 "configure it with -DCMAKE_BUILD_TYPE=Release, then try again");
    else if (row.name != "release" && !row.build_type.empty() && today == TodaysType::optimised)
        rule_out(variant, "today's program is a " + program.build_type() + " build: see release and lto");
}

PlannedVariant cmake_variant(const Workshop& shop, const CMakeProgram& program, const CMakeRow& row) {
    auto variant = planned(row.name, "cmake", row.what);
    const auto settings = as_configured(settings_of(shop, program, row));
    variant.told.lines = {command_line(program, settings)};
    if (row.lto)
        variant.told.lines.push_back({"or CMakeLists.txt, before the first target",
                                      {"cmake_policy(SET CMP0069 NEW)", "set(CMAKE_INTERPROCEDURAL_OPTIMIZATION ON)"}});
    for (const auto& warning : row.warnings)
        variant.told.warnings.emplace_back(warning);
    rule_out_by_type(variant, program, row);
    variant.make = maker(shop, program, settings);
    return variant;
}

/// The same project by the other of the two compilers.
PlannedVariant other_compiler(const Workshop& shop, const CMakeProgram& program) {
    const bool clang = program.uses_clang();
    auto variant = planned(clang ? "gcc" : "clang", "cmake", clang ? "compiled by GCC" : "compiled by Clang");
    std::vector<CMakeSetting> settings;
    for (const auto& language : program.languages()) {
        const std::string name = language == "C" ? (clang ? "gcc" : "clang") : (clang ? "g++" : "clang++");
        const auto path = process::find_program(name);
        if (!path)
            rule_out(variant, "there is no " + name + " here",
                     "apt-get install " + std::string(clang ? "g++" : "clang"));
        settings.push_back({"CMAKE_" + language + "_COMPILER", path.value_or(name)});
        for (const auto* const companion : {"_COMPILER_AR", "_COMPILER_RANLIB"})
            settings.push_back({"CMAKE_" + language + companion, std::nullopt});
    }
    variant.told.lines = {command_line(program, settings, "build-" + variant.told.name)};
    variant.make = maker(shop, program, settings);
    return variant;
}

/// Where clang's own llvm-profdata is; empty where GCC compiles, which reads its profiles itself.
std::string profdata_of(const Workshop& shop, const CMakeProgram& program) {
    if (!program.uses_clang())
        return {};
    const auto compiler = program.value("CMAKE_" + program.languages().back() + "_COMPILER");
    const auto run = run_build(shop, {compiler, "-print-prog-name=llvm-profdata"}, program.build);
    auto path = run ? run->out : std::string();
    path.erase(path.find_last_not_of('\n') + 1);
    return process::find_program(path).value_or("");
}

BuiltOrNot build_cmake_with_profile(const Workshop& shop, const CMakeProgram& program, const std::string& profdata,
                                    const fs::path& directory) {
    const auto profiles = directory / "profiles";
    fs::create_directory(profiles);
    const auto build = [&](const std::string& flags) {
        return maker(shop, program, with_flags(program, flags))(directory);
    };
    auto instrumented = build(instrument_flags(profiles.string()));
    if (!instrumented)
        return instrumented;
    if (const auto failed = train(shop, *instrumented, profiles, directory))
        return tl::unexpected(*failed);
    if (const auto failed = merge_profiles(shop, profdata, profiles))
        return tl::unexpected(*failed);
    return build(profile_flags(profiles.string(), program.uses_clang()));
}

PlannedVariant cmake_pgo(const Workshop& shop, const CMakeProgram& program) {
    auto variant = planned("pgo", "cmake", "optimised by a profile of this workload");
    variant.told.warnings = {std::string(pgo_risk)};
    const auto profdata = profdata_of(shop, program);
    if (todays_type(program) == TodaysType::debug)
        rule_out(variant, "today's program is a Debug build: what Release brings comes first",
                 "configure it with -DCMAKE_BUILD_TYPE=Release, then try again");
    else if (program.uses_clang() && profdata.empty())
        rule_out(variant, "there is no llvm-profdata of this clang's version", "apt-get install llvm");
    const auto step = [&](const std::string& flags) {
        return command_line(program, with_flags(program, flags)).lines.front();
    };
    const auto make = "cmake --build " + process::join_words({program.build.string()}) + " --clean-first";
    variant.told.lines = {
        {"commands", {step(instrument_flags("/tmp/pgo")), make, "(run the program, with several inputs)"}}};
    auto& lines = variant.told.lines.front().lines;
    if (program.uses_clang())
        lines.push_back(profdata + " merge -o /tmp/pgo/default.profdata /tmp/pgo/*.profraw");
    lines.insert(lines.end(), {step(profile_flags("/tmp/pgo", program.uses_clang())), make});
    variant.make = [&shop, program, profdata](const fs::path& directory) {
        return build_cmake_with_profile(shop, program, profdata, directory);
    };
    return variant;
}

} // namespace

std::optional<Family> cmake_family(const Workshop& shop) {
    const auto program = find_cmake_program(shop);
    if (!program)
        return std::nullopt;
    const auto type = program->build_type();
    Family family;
    family.project =
        "CMake, " + (type.empty() ? "no build type" : "build type " + type) + ", in " + program->build.string();
    family.base = maker(shop, *program, {});
    for (const auto& row : cmake_rows)
        family.variants.push_back(cmake_variant(shop, *program, row));
    family.variants.push_back(other_compiler(shop, *program));
    family.variants.push_back(cmake_pgo(shop, *program));
    if (!program->value("CMAKE_CONFIGURATION_TYPES").empty())
        for (auto& variant : family.variants)
            rule_out(variant, "generators of several build types are not known here",
                     "configure it with -G Ninja or -G 'Unix Makefiles'");
    return family;
}

} // namespace perfeng::pipeline
