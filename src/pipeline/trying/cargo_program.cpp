#include "cargo_program.hpp"

#include "building.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/build/cargo.hpp"
#include "perfeng/tools/build/cargo_metadata.hpp"

namespace perfeng::pipeline {
namespace {

namespace fs = std::filesystem;

/// The word behind option `name` at `at`, as "NAME WORD" or "NAME=WORD"; how many words that takes.
std::size_t take_option(const std::vector<std::string>& words, std::size_t at, const std::string& name,
                        std::string& value) {
    if (words[at] == name && at + 1 < words.size()) {
        value = words[at + 1];
        return 2;
    }
    if (!words[at].starts_with(name + "="))
        return 0;
    value = words[at].substr(name.size() + 1);
    return 1;
}

CargoProgram program_of(const tools::CargoRun& run, const std::string& cwd) {
    CargoProgram program{.build = {}, .target = run.target, .profile = "dev", .directory = cwd};
    for (std::size_t at = 0; at < run.build.size();) {
        const auto& word = run.build[at];
        std::string unused;
        if (word == "--release" || word == "-r") {
            program.profile = "release";
            at++;
        } else if (const auto profile = take_option(run.build, at, "--profile", program.profile)) {
            at += profile;
        } else if (const auto place = take_option(run.build, at, "--target-dir", unused)) {
            at += place;
        } else {
            program.has_target = program.has_target || word == "--target" || word.starts_with("--target=");
            program.build.push_back(word);
            at++;
        }
    }
    return program;
}

/// TARGET_DIR[/TRIPLE]/PROFILE[/examples]/NAME
struct CargoPlace {
    fs::path target_dir;
    std::vector<std::string> below; ///< directories between it and the program
};

std::optional<CargoPlace> cargo_place(const fs::path& executable) {
    constexpr std::size_t deepest = 3;
    CargoPlace place;
    std::error_code ignored;
    for (auto directory = executable.parent_path(); place.below.size() <= deepest;
         directory = directory.parent_path()) {
        if (fs::exists(directory / ".rustc_info.json", ignored)) {
            place.target_dir = directory;
            return place.below.empty() ? std::nullopt : std::optional(place);
        }
        if (directory == directory.parent_path())
            break;
        place.below.insert(place.below.begin(), directory.filename().string());
    }
    return std::nullopt;
}

std::optional<fs::path> manifest_above(const fs::path& start) {
    const auto directory = process::directory_with(start, "Cargo.toml");
    return directory ? std::optional(*directory / "Cargo.toml") : std::nullopt;
}

std::optional<CargoProgram> program_at(const Workshop& shop, CargoPlace place, const std::string& name) {
    const bool example = place.below.back() == "examples";
    if (example)
        place.below.pop_back();
    auto manifest = manifest_above(place.target_dir.parent_path());
    if (!manifest)
        manifest = manifest_above(shop.workload().cwd);
    if (!manifest || place.below.empty() || place.below.size() > 2)
        return std::nullopt;
    const auto directory = manifest->parent_path();
    const auto metadata =
        run_build(shop, {"cargo", "metadata", "--no-deps", "--offline", "--format-version", "1"}, directory);
    if (!metadata)
        return std::nullopt;
    const std::string kind = example ? "example" : "bin";
    const auto package = tools::read_package_of(metadata->out, kind, name);
    if (!package)
        return std::nullopt;
    CargoProgram program{
        .build = {"cargo", "build", "--message-format=json-render-diagnostics", "-p", *package, "--" + kind, name},
        .target = name,
        .profile = place.below.back() == "debug" ? "dev" : place.below.back(),
        .directory = directory.string(),
        .has_target = place.below.size() == 2};
    if (program.has_target)
        program.build.insert(program.build.end(), {"--target", place.below.front()});
    return program;
}

} // namespace

std::optional<CargoProgram> find_cargo_program(const Workshop& shop) {
    const auto& workload = shop.workload();
    if (const auto run = tools::recognise_cargo_run(workload.typed))
        return program_of(*run, workload.cwd);
    const fs::path executable = shop.executable().path;
    const auto place = cargo_place(executable);
    return place ? program_at(shop, *place, executable.filename().string()) : std::nullopt;
}

} // namespace perfeng::pipeline
