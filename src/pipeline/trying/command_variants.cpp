#include "building.hpp"
#include "source_copy.hpp"

#include "perfeng/process/program.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <set>

namespace perfeng::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view out_mark = "{out}";

struct CommandRow {
    std::string_view name;
    std::string_view what;
    std::vector<std::string> flags;
    bool links = false; ///< the linker needs them too
    std::vector<std::string_view> warnings;
};
const std::array command_rows{
    CommandRow{"O3", "-O3", {"-O3"}, false, {}},
    CommandRow{"O2", "-O2", {"-O2"}, false, {}},
    CommandRow{"Os", "-Os: optimise for size", {"-Os"}, false, {}},
    CommandRow{"lto", "link-time optimisation", {"-flto"}, true, {lto_risk}},
    CommandRow{"native", "all instructions of this processor", {"NATIVE"}, false, {native_risk}},
    CommandRow{
        "release-max", "LTO, -O3 and native together", {"-O3", "-flto", "NATIVE"}, true, {lto_risk, native_risk}},
};

/// A build command of the user, and where it works.
struct CommandBuild {
    std::string command;
    SourceTree tree;
    fs::path place;   ///< the working directory, relative to the tree
    fs::path program; ///< relative to the tree; empty where the command is told by {out}
};

/// What is given to compilers beside the command's own flags, or another compiler.
struct CompilerChange {
    std::vector<std::string> flags;
    bool clang = false;
};

/// "gcc", "g++-12", "x86_64-linux-gnu-gcc", "clang++-19", "cc".
bool is_compiler(std::string name) {
    while (!name.empty() && (std::isdigit(static_cast<unsigned char>(name.back())) != 0 || name.back() == '.'))
        name.pop_back();
    if (name.ends_with('-'))
        name.pop_back();
    const auto dash = name.find("-linux-gnu-");
    const auto bare = dash == std::string::npos ? name : name.substr(dash + std::string_view("-linux-gnu-").size());
    constexpr std::array<std::string_view, 8> known{"cc", "c++", "gcc", "g++", "clang", "clang++", "c99", "c89"};
    return std::ranges::find(known, bare) != known.end();
}

std::set<std::string> compilers_in_path() {
    const char* const path = std::getenv("PATH");
    std::set<std::string> names;
    for (std::string_view rest = path != nullptr ? path : ""; !rest.empty();) {
        const auto end = std::min(rest.find(':'), rest.size());
        std::error_code ignored;
        for (const auto& entry : fs::directory_iterator(rest.substr(0, end), ignored))
            if (is_compiler(entry.path().filename().string()))
                names.insert(entry.path().filename().string());
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return names;
}

/// Compilers of the usual names that stand before the real ones in PATH and add flags behind the command's own. The
/// environment's CFLAGS would replace those of many a Makefile, or be ignored by it.
void write_compilers(const fs::path& directory, const CompilerChange& change) {
    fs::create_directory(directory);
    for (const auto& name : compilers_in_path()) {
        const bool plus = name.find("++") != std::string::npos;
        const auto real = process::find_program(change.clang ? (plus ? "clang++" : "clang") : name);
        if (real)
            write_script(directory / name,
                         "exec " + process::join_words({*real}) + " \"$@\" " + process::join_words(change.flags));
    }
}

std::map<std::string, std::string> environment_of(const fs::path& compilers) {
    const char* const path = std::getenv("PATH");
    std::map<std::string, std::string> env{{"PATH", compilers.string() + ":" + (path != nullptr ? path : "")},
                                           {"CCACHE_DISABLE", "1"}};
    for (const auto* const variable : {"CC", "CXX"})
        if (const char* const compiler = std::getenv(variable); compiler != nullptr && *compiler == '/')
            env[variable] = fs::path(compiler).filename().string();
    return env;
}

BuiltOrNot build_by_command(const Workshop& shop, const CommandBuild& build, const CompilerChange& change,
                            const fs::path& directory) {
    const auto tree = directory / "tree";
    fs::remove_all(tree);
    fs::remove_all(directory / "bin");
    copy_sources(build.tree, tree);
    write_compilers(directory / "bin", change);
    const auto program = build.program.empty() ? directory / "program" : tree / build.program;
    auto line = build.command;
    for (auto at = line.find(out_mark); at != std::string::npos; at = line.find(out_mark))
        line.replace(at, out_mark.size(), process::join_words({program.string()}));
    const auto run = run_build(shop, {"/bin/sh", "-c", line}, tree / build.place, environment_of(directory / "bin"));
    if (!run)
        return tl::unexpected(run.error());
    if (!fs::is_regular_file(program))
        return tl::unexpected(tools::Unavailable{
            "the command did not build " + (build.program.empty() ? std::string(out_mark) : build.program.string()),
            "it works in a copy of " + build.tree.root.string() + ": check that it builds the program from there"});
    return Built{shop.workload(), program.string(), run->seconds};
}

std::vector<SettingLines> lines_of(const std::string& flags, bool links) {
    SettingLines lines{"Makefile, or what else sets flags, behind those that are there",
                       {"CFLAGS += " + flags, "CXXFLAGS += " + flags}};
    if (links)
        lines.lines.push_back("LDFLAGS += " + flags);
    return {lines};
}

PlannedVariant command_variant(const Workshop& shop, const CommandBuild& build, const CommandRow& row) {
    auto variant = planned(row.name, "build", row.what);
    auto flags = row.flags;
    std::ranges::replace(flags, "NATIVE", native_flag(shop));
    variant.told.lines = lines_of(process::join_words(flags), row.links);
    for (const auto& warning : row.warnings)
        variant.told.warnings.emplace_back(warning);
    variant.make = [&shop, build, change = CompilerChange{flags, false}](const fs::path& directory) {
        return build_by_command(shop, build, change, directory);
    };
    return variant;
}

PlannedVariant by_clang(const Workshop& shop, const CommandBuild& build) {
    auto variant = planned("clang", "build", "compiled by Clang");
    variant.told.lines = {{"environment", {"CC=clang CXX=clang++ " + build.command}}};
    if (!process::find_program("clang") || !process::find_program("clang++"))
        rule_out(variant, "there is no clang here", "apt-get install clang");
    variant.make = [&shop, build](const fs::path& directory) {
        return build_by_command(shop, build, {{}, true}, directory);
    };
    return variant;
}

BuiltOrNot build_command_with_profile(const Workshop& shop, const CommandBuild& build, const fs::path& directory) {
    const auto profiles = directory / "profiles";
    fs::create_directory(profiles);
    auto instrumented =
        build_by_command(shop, build, {process::split_words(instrument_flags(profiles.string())), false}, directory);
    if (!instrumented)
        return instrumented;
    if (const auto failed = train(shop, *instrumented, profiles, directory))
        return tl::unexpected(*failed);
    const auto asked = run_build(shop, {"clang", "-print-prog-name=llvm-profdata"}, directory);
    auto profdata = asked ? asked->out : std::string("llvm-profdata");
    profdata.erase(profdata.find_last_not_of('\n') + 1);
    if (const auto failed = merge_profiles(shop, profdata, profiles))
        return tl::unexpected(*failed);
    const bool clang = fs::exists(profiles / "default.profdata");
    return build_by_command(shop, build, {process::split_words(profile_flags(profiles.string(), clang)), false},
                            directory);
}

PlannedVariant command_pgo(const Workshop& shop, const CommandBuild& build) {
    auto variant = planned("pgo", "build", "optimised by a profile of this workload");
    variant.told.warnings = {std::string(pgo_risk)};
    variant.told.lines = {
        {"twice the same build, in the same directory, with these behind the other flags",
         {instrument_flags("/tmp/pgo"), "(run the program, with several inputs)", profile_flags("/tmp/pgo", false)}}};
    variant.make = [&shop, build](const fs::path& directory) {
        return build_command_with_profile(shop, build, directory);
    };
    return variant;
}

/// What is copied, and where the program stands in it.
tl::expected<CommandBuild, tools::Unavailable> plan_command(const Workshop& shop, const std::string& command) {
    const auto tree = find_sources(shop);
    if (!tree)
        return tl::unexpected(tree.error());
    const auto root = fs::canonical(tree->root);
    const auto place = fs::canonical(shop.workload().cwd).lexically_relative(root);
    CommandBuild build{command, *tree, place, {}};
    if (command.find(out_mark) != std::string::npos)
        return build;
    build.program = fs::path(shop.executable().path).lexically_relative(root);
    if (build.program.empty() || *build.program.begin() == "..")
        return tl::unexpected(tools::Unavailable{shop.executable().path + " does not stand below " + root.string() +
                                                     ", where it would be built",
                                                 "say in the command where it goes: --build 'cc -O2 -o {out} app.c'"});
    return build;
}

} // namespace

Family command_family(const Workshop& shop, const std::string& command) {
    const auto build = plan_command(shop, command);
    Family family;
    const auto plan = build.value_or(CommandBuild{command, {}, {}, {}});
    family.project = "`" + command + "`, in a copy of " + plan.tree.root.string();
    family.base = [&shop, plan](const fs::path& directory) { return build_by_command(shop, plan, {}, directory); };
    for (const auto& row : command_rows)
        family.variants.push_back(command_variant(shop, plan, row));
    family.variants.push_back(by_clang(shop, plan));
    family.variants.push_back(command_pgo(shop, plan));
    if (!build)
        for (auto& variant : family.variants)
            rule_out(variant, build.error().why, build.error().how);
    return family;
}

} // namespace perfeng::pipeline
