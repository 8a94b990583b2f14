#include "building.hpp"
#include "cargo_program.hpp"

#include "perfeng/process/program.hpp"
#include "perfeng/tools/build/cargo.hpp"
#include "perfeng/tools/build/cargo_metadata.hpp"

#include <algorithm>
#include <array>

namespace perfeng::pipeline {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

enum class BuildOf { optimised, debug, any };

constexpr std::string_view abort_risk = "a panic ends the program with exit status 134 (SIGABRT) at once: destructors "
                                        "(Drop) do not run, catch_unwind catches nothing, threads take all down";

struct CargoRow {
    std::string_view name;
    std::string_view what;
    std::vector<std::pair<std::string_view, std::string_view>> settings; ///< of the profile, as TOML
    std::vector<std::string_view> flags;                                 ///< of rustc
    BuildOf todays = BuildOf::optimised;
    std::vector<std::string_view> warnings;
};

const std::array cargo_rows{
    CargoRow{"release", "the release profile as it stands", {}, {}, BuildOf::debug, {}},
    CargoRow{"lto-fat", "link-time optimisation over all crates", {{"lto", "\"fat\""}}, {}, {}, {lto_risk}},
    CargoRow{"lto-thin", "link-time optimisation, the quicker kind", {{"lto", "\"thin\""}}, {}, {}, {lto_risk}},
    CargoRow{"codegen-units-1", "each crate is optimised as one piece", {{"codegen-units", "1"}}, {}, {}, {}},
    CargoRow{"lto-fat-cgu-1", "the two together", {{"lto", "\"fat\""}, {"codegen-units", "1"}}, {}, {}, {lto_risk}},
    CargoRow{"opt-level-3", "optimise for speed", {{"opt-level", "3"}}, {}, {}, {}},
    CargoRow{"opt-level-2", "optimise less", {{"opt-level", "2"}}, {}, {}, {}},
    CargoRow{"opt-level-s", "optimise for size", {{"opt-level", "\"s\""}}, {}, {}, {}},
    CargoRow{"panic-abort", "a panic aborts", {{"panic", "\"abort\""}}, {}, {}, {abort_risk}},
    CargoRow{"native", "all instructions of this processor", {}, {"-C", "target-cpu=native"}, {}, {native_risk}},
    CargoRow{"release-max",
             "fat LTO, one codegen unit and panic=abort together",
             {{"lto", "\"fat\""}, {"codegen-units", "1"}, {"panic", "\"abort\""}},
             {},
             BuildOf::any,
             {lto_risk, abort_risk}},
};

/// Makes rustc take more flags than the project gives it, whichever way that gives them. With `target` for the program
/// alone: build scripts and procedural macros are compiled without.
void write_rustc(const fs::path& path, const Words& flags, bool target_only) {
    const auto more = process::join_words(flags);
    write_script(path, target_only ? "case \" $* \" in *' --target '*) exec \"$@\" " + more + " ;; esac\nexec \"$@\""
                                   : "exec \"$@\" " + more);
}

struct CargoBuild {
    std::string profile;
    Words settings; ///< cargo's words
    Words flags;    ///< rustc's
    bool target_only = false;
};

BuiltOrNot build_cargo(const Workshop& shop, const CargoProgram& program, const CargoBuild& wanted,
                       const fs::path& directory) {
    std::map<std::string, std::string> env{{"RUSTC_WRAPPER", ""}}; // no cache of a compiler: its times would lie
    if (!wanted.flags.empty()) {
        env["RUSTC_WRAPPER"] = (directory / "rustc").string();
        write_rustc(directory / "rustc", wanted.flags, wanted.target_only);
    }
    auto argv = program.build;
    for (const auto& words :
         {Words{"--profile", wanted.profile, "--target-dir", (directory / "target").string(), "--locked"},
          wanted.settings})
        argv.insert(argv.end(), words.begin(), words.end());
    const auto run = run_build(shop, argv, program.directory, env);
    if (!run)
        return tl::unexpected(run.error());
    const auto built = tools::read_cargo_messages(run->out, program.target);
    if (!built)
        return tl::unexpected(tools::Unavailable{"cannot tell which program cargo built: " + to_string(built.error()),
                                                 "name it with --bin NAME"});
    return Built{shop.workload(), built->path, run->seconds};
}

Words settings_of(const CargoRow& row, const std::string& profile) {
    Words words;
    for (const auto& [key, value] : row.settings) {
        words.emplace_back("--config");
        words.push_back("profile." + profile + "." + std::string(key) + "=" + std::string(value));
    }
    return words;
}

std::vector<SettingLines> lines_of(const CargoRow& row, const std::string& profile) {
    std::vector<SettingLines> lines;
    if (!row.settings.empty()) {
        lines.push_back({"Cargo.toml of the workspace's root", {"[profile." + profile + "]"}});
        for (const auto& [key, value] : row.settings)
            lines.back().lines.push_back(std::string(key) + " = " + std::string(value));
    }
    std::string flags;
    for (const auto& flag : row.flags)
        flags += (flags.empty() ? "\"" : ", \"") + std::string(flag) + "\"";
    if (!flags.empty())
        lines.push_back(
            {".cargo/config.toml, added to the flags that are there", {"[build]", "rustflags = [" + flags + "]"}});
    if (lines.empty())
        lines.push_back({"command line", {"cargo build --release"}});
    return lines;
}

PlannedVariant cargo_variant(const Workshop& shop, const CargoProgram& program, const CargoRow& row) {
    auto variant = planned(row.name, "cargo", row.what);
    const bool debug = program.profile == "dev";
    const std::string profile = debug ? "release" : program.profile;
    variant.told.lines = lines_of(row, profile);
    for (const auto& warning : row.warnings)
        variant.told.warnings.emplace_back(warning);
    if (debug && row.todays == BuildOf::optimised)
        rule_out(variant, "today's program is a debug build: what the release profile brings comes first",
                 "perfeng try -- cargo run --release");
    else if (!debug && row.todays == BuildOf::debug)
        rule_out(variant, "today's program is of the profile " + profile + " already");
    variant.make = [&shop, program, &row, profile](const fs::path& directory) {
        return build_cargo(shop, program,
                           {profile, settings_of(row, profile), {row.flags.begin(), row.flags.end()}, false},
                           directory);
    };
    return variant;
}

struct RustTools {
    tools::RustVersion version;
    std::string llvm_profdata;
};

/// What the compiler itself brings, or one that is as new as its LLVM.
tl::expected<RustTools, tools::Unavailable> rust_tools(const Workshop& shop, const CargoProgram& program) {
    Words rustc{"rustc"};
    if (program.build.size() > 1 && program.build[1].starts_with('+'))
        rustc.push_back(program.build[1]);
    const auto ask = [&](const Words& words) {
        auto argv = rustc;
        argv.insert(argv.end(), words.begin(), words.end());
        const auto run = run_build(shop, argv, program.directory);
        return run ? run->out : std::string();
    };
    RustTools found{tools::read_rust_version(ask({"-vV"})), ""};
    auto sysroot = ask({"--print", "sysroot"});
    sysroot.erase(sysroot.find_last_not_of('\n') + 1);
    const auto own = fs::path(sysroot) / "lib/rustlib" / found.version.host / "bin/llvm-profdata";
    for (const auto& candidate : {own.string(), "llvm-profdata-" + found.version.llvm, std::string("llvm-profdata")}) {
        const auto path = process::find_program(candidate);
        if (!path)
            continue;
        const auto told = run_build(shop, {*path, "merge", "--version"}, program.directory);
        if (told && tools::read_llvm_major(told->out) == found.version.llvm) {
            found.llvm_profdata = *path;
            return found;
        }
    }
    return tl::unexpected(tools::Unavailable{
        "no llvm-profdata of LLVM " + found.version.llvm + ", which this rustc has, is here to read its profiles",
        "rustup component add llvm-tools, or apt-get install llvm-" + found.version.llvm});
}

BuiltOrNot build_with_profile(const Workshop& shop, const CargoProgram& program, const RustTools& rust,
                              const fs::path& directory) {
    const auto profiles = directory / "profiles";
    fs::create_directory(profiles);
    const Words target = program.has_target ? Words{} : Words{"--target", rust.version.host};
    auto instrumented = build_cargo(
        shop, program, {program.profile, target, {"-Cprofile-generate=" + profiles.string()}, true}, directory);
    if (!instrumented)
        return instrumented;
    for (const auto& failed :
         {train(shop, *instrumented, profiles, directory), merge_profiles(shop, rust.llvm_profdata, profiles)})
        if (failed)
            return tl::unexpected(*failed);
    fs::remove_all(directory / "target");
    return build_cargo(shop, program,
                       {program.profile,
                        target,
                        {"-Cprofile-use=" + (profiles / "default.profdata").string(), "-Cllvm-args=-pgo-warn-missing-"
                                                                                      "function"},
                        true},
                       directory);
}

PlannedVariant cargo_pgo(const Workshop& shop, const CargoProgram& program) {
    auto variant = planned("pgo", "cargo", "optimised by a profile of this workload");
    variant.told.warnings = {std::string(pgo_risk)};
    if (program.profile == "dev") {
        rule_out(variant, "today's program is a debug build: what the release profile brings comes first",
                 "perfeng try -- cargo run --release");
        return variant;
    }
    const auto rust = rust_tools(shop, program);
    if (!rust) {
        rule_out(variant, rust.error().why, rust.error().how);
        return variant;
    }
    const auto build = "cargo build --profile " + program.profile + " --target " + rust->version.host;
    variant.told.lines = {{"commands",
                           {"RUSTFLAGS=-Cprofile-generate=/tmp/pgo " + build, "(run the program, with several inputs)",
                            rust->llvm_profdata + " merge -o /tmp/pgo/merged.profdata /tmp/pgo",
                            "RUSTFLAGS=-Cprofile-use=/tmp/pgo/merged.profdata " + build}}};
    variant.make = [&shop, program, found = *rust](const fs::path& directory) {
        return build_with_profile(shop, program, found, directory);
    };
    return variant;
}

} // namespace

std::optional<Family> cargo_family(const Workshop& shop) {
    const auto program = find_cargo_program(shop);
    if (!program)
        return std::nullopt;
    Family family;
    family.project = "cargo, profile " + program->profile + ", in " + program->directory;
    family.base = [&shop, program = *program](const fs::path& directory) {
        return build_cargo(shop, program, {program.profile, {}, {}, false}, directory);
    };
    for (const auto& row : cargo_rows)
        family.variants.push_back(cargo_variant(shop, *program, row));
    family.variants.push_back(cargo_pgo(shop, *program));
    return family;
}

} // namespace perfeng::pipeline
