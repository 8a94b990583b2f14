#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/build/cargo_project.hpp"

#include <filesystem>
#include <map>

using namespace perfeng;
using namespace perfeng::tools;

namespace {

namespace fs = std::filesystem;
using Variables = std::map<std::string, std::string>;

Environ environ_of(const Variables& variables) {
    return [variables](const std::string& name) {
        const auto found = variables.find(name);
        return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
}

/// A project as cargo leaves it, with an executable in target/release.
class Project {
public:
    Project() {
        write("Cargo.toml", "[workspace]\nmembers = [\"app\"]\n[profile.release]\nlto = true\n");
        write("app/Cargo.toml", "[package]\nname = \"app\"\n[profile.release]\nopt-level = 1\n");
        write("target/.rustc_info.json", "{}");
        fs::create_directories(root() / "target/release/.fingerprint");
        fs::create_directories(root() / "target/release/deps");
        write("target/release/app", "");
        write("target/release/app.d",
              (root() / "target/release/app").string() + ": " + (root() / "app/src/main.rs").string() + "\n");
    }
    void write(const std::string& name, const std::string& text) const {
        fs::create_directories((root() / name).parent_path());
        process::write_file(root() / name, text);
    }
    [[nodiscard]] fs::path root() const { return fs::canonical(directory_.path()); }
    [[nodiscard]] CargoProject find(const Variables& variables = {}) const {
        const auto project = find_cargo_project(root() / "target/release/app", "/", environ_of(variables));
        REQUIRE(project.has_value());
        return *project;
    }

private:
    process::TemporaryDirectory directory_;
};

} // namespace

TEST_CASE("a profile has cargo's defaults, what it inherits, and what stands above it", "[cargo]") {
    const auto manifest = read_cargo_manifest("[package]\nname = \"a\"\n"
                                              "[profile.release]\nlto = true\ndebug = false\n"
                                              "[profile.fast]\ninherits = \"release\"\ncodegen-units = 1\n"
                                              "[profile.check]\ninherits = \"dev\"\nopt-level = \"s\"\n");
    REQUIRE(manifest.has_value());
    const auto resolved = [&](const std::string& name, const Variables& variables = {}) {
        return resolve_profile(name, *manifest, {}, environ_of(variables));
    };
    CHECK(resolved("release").value("lto") == "fat");
    CHECK(resolved("release").value("opt-level") == "3");
    CHECK(resolved("release").settings.at("opt-level").by_default);
    CHECK(resolved("fast").value("lto") == "fat");
    CHECK(resolved("fast").settings.at("lto").source == "Cargo.toml [profile.release]");
    CHECK(resolved("fast").value("codegen-units") == "1");
    CHECK(resolved("check").value("opt-level") == "s");
    CHECK(resolved("check").value("debug-assertions") == "true");
    CHECK(resolved("bench").value("lto") == "fat");
    CHECK(resolved("dev").value("codegen-units") == "256");
    const auto overridden =
        resolved("fast", {{"CARGO_PROFILE_FAST_LTO", "off"}, {"CARGO_PROFILE_RELEASE_PANIC", "abort"}});
    CHECK(overridden.value("lto") == "off");
    CHECK(overridden.settings.at("lto").source == "CARGO_PROFILE_FAST_LTO");
    CHECK(overridden.value("panic") == "abort");
}

TEST_CASE("the workspace's root decides, and a member's profile is told to be ignored", "[cargo]") {
    const Project files;
    const auto project = files.find();
    CHECK(project.manifest == files.root() / "app/Cargo.toml");
    CHECK(project.root == files.root() / "Cargo.toml");
    CHECK(project.profile.name == "release");
    CHECK(project.profile.value("lto") == "fat");
    CHECK(project.profile.value("opt-level") == "3");
    REQUIRE(project.warnings.size() == 1);
    CHECK(project.warnings.front().find("[profile.release] in") == 0);
}

TEST_CASE("configuration upward is stronger than the manifest, and one source of flags counts", "[cargo]") {
    const Project files;
    files.write(".cargo/config.toml", "[profile.release]\nlto = \"thin\"\n[build]\nrustflags = [\"-C\", "
                                      "\"target-cpu=native\"]\n");
    CHECK(files.find().profile.value("lto") == "thin");
    CHECK(codegen_flag(files.find().rustflags, "target-cpu") == "native");
    CHECK(files.find({{"CARGO_PROFILE_RELEASE_LTO", "false"}}).profile.value("lto") == "false");
    const auto by_environment = files.find({{"RUSTFLAGS", "-C force-frame-pointers=yes"}});
    CHECK(by_environment.rustflags_source == "RUSTFLAGS");
    CHECK_FALSE(codegen_flag(by_environment.rustflags, "target-cpu").has_value());
    CHECK(codegen_flag(by_environment.rustflags, "force-frame-pointers") == "yes");
}

TEST_CASE("what cargo did not build has no cargo project", "[cargo]") {
    const Project files;
    files.write("bin/tool", "");
    CHECK_FALSE(find_cargo_project(files.root() / "bin/tool", files.root()).has_value());
}

TEST_CASE("a damaged manifest is refused with its line", "[cargo]") {
    const auto read = read_cargo_manifest("[package]\nname = \n");
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().line == 2);
    CHECK_FALSE(read_cargo_manifest("title = 1\n").has_value());
}
