#include "sandbox.hpp"

#include "perfeng/process/program.hpp"

#include <cstdlib>

using namespace perfeng;
namespace fs = std::filesystem;

namespace {

/// Counts for about 40 ms without optimisation, which leaves nothing of it.
std::string counting(const std::string& prints) {
    return "#include <stdio.h>\nint main(void) {\n    unsigned long x = 1;\n"
           "    for (long i = 0; i < 20000000; i++) x = x * 3 + (unsigned long)i;\n    puts(\"done\");\n" +
           prints + "    return 0;\n}\n";
}

/// A project whose files are looked at before and after, and a place of its own for temporary files.
struct Tried : Sandbox {
    Tried() {
        fs::create_directory(*this / "tmp");
        env["TMPDIR"] = (*this / "tmp").string();
        const std::string home = std::getenv("HOME") == nullptr ? "" : std::getenv("HOME");
        for (const auto& [name, place] : {std::pair("CARGO_HOME", "/.cargo"), std::pair("RUSTUP_HOME", "/.rustup")})
            if (std::getenv(name) == nullptr && fs::exists(home + place))
                env[name] = home + place;
    }

    /// Path and time of change of every file of the user.
    [[nodiscard]] std::map<std::string, fs::file_time_type> files() const {
        std::map<std::string, fs::file_time_type> all;
        for (const auto& entry : fs::recursive_directory_iterator(path()))
            if (const auto file = entry.path().lexically_relative(path()).string();
                entry.is_regular_file() && !file.starts_with(".perfeng/"))
                all[file] = entry.last_write_time();
        return all;
    }

    /// The document; nothing of the user is changed, and nothing is left behind.
    Json tried(const Words& words, int status = 0) const {
        const auto before = files();
        Words all{"try", "--json"};
        all.insert(all.end(), words.begin(), words.end());
        const auto told = perfeng(all);
        INFO(told.err << told.out);
        REQUIRE(told.status == status);
        check_valid(told.out, "try");
        CHECK(files() == before);
        CHECK(fs::is_empty(*this / "tmp"));
        return told.json();
    }

    void run(const std::string& line) const {
        const auto told = shell(line);
        INFO(told.out << told.err);
        REQUIRE(told.status == 0);
    }
};

Json variant(const Json& document, const std::string& name) { return entry_of(document.at("variants"), "name", name); }

std::string why(const Json& document, const std::string& name) { return variant(document, name).at("why"); }

} // namespace

TEST_CASE("allocators are preloaded and glibc is tuned, by environment alone", "[try]") {
    const Tried sandbox;
    sandbox.compile("heap", R"(#include <stdio.h>
#include <stdlib.h>
#include <string.h>
int main(void) {
    char line[512];
    FILE* maps = fopen("/proc/self/maps", "r");
    FILE* seen = fopen("/tmp/../dev/null", "w");
    while (fgets(line, sizeof line, maps))
        if (strstr(line, "libjemalloc")) { fclose(seen); seen = fopen(getenv("SEEN"), "w"); }
    if (getenv("GLIBC_TUNABLES")) { fclose(seen); seen = fopen(getenv("SEEN_TUNABLES"), "w"); fputs(getenv("GLIBC_TUNABLES"), seen); }
    fclose(seen);
    unsigned long sum = 0;
    for (long i = 0; i < 100000; i++) { char* block = malloc(64); block[3] = (char)i; sum += (unsigned char)block[3]; free(block); }
    printf("%lu\n", sum);
    return 0;
}
)");
    const process::TemporaryDirectory elsewhere;
    const auto seen = elsewhere.path() / "seen";
    const auto tunables = elsewhere.path() / "tunables";
    const auto document = sandbox.tried({"jemalloc", "trim-threshold", "--pairs", "2", "--env", "SEEN=" + seen.string(),
                                         "--env", "SEEN_TUNABLES=" + tunables.string(), "--", "./heap"});
    CHECK(document.at("variants").size() == 2);
    const auto jemalloc = variant(document, "jemalloc");
    CHECK(jemalloc.at("status") == "tried");
    CHECK(jemalloc.at("output").at("identical") == true);
    CHECK(entry_of(jemalloc.at("metrics"), "name", "cpu_time").at("pairs") == 2);
    CHECK(entry_of(jemalloc.at("metrics"), "name", "peak_rss").at("base") > 0);
    CHECK_THAT(jemalloc.at("lines").dump(),
               ContainsSubstring("export LD_PRELOAD=/") && ContainsSubstring("libjemalloc"));
    CHECK(fs::exists(seen));
    CHECK(process::read_file(tunables) == "glibc.malloc.trim_threshold=268435456");
    CHECK_THAT(document.at("notes").dump(), ContainsSubstring("2 pairs each are too few"));
}

TEST_CASE("a static program takes no other allocator, and that is told", "[try]") {
    const Tried sandbox;
    sandbox.write("still.c", "int main(void) { return 0; }\n");
    sandbox.run("cc -static -o still still.c");
    const auto document = sandbox.tried({"allocator", "tunable", "--", "./still"}, 2);
    CHECK_THAT(why(document, "jemalloc"), ContainsSubstring("is linked statically"));
    CHECK_THAT(why(document, "hugepages"), ContainsSubstring("is linked statically"));
    const auto listed = sandbox.perfeng({"try", "--list", "--", "./still"});
    CHECK(listed.status == 2);
    CHECK_THAT(listed.out, ContainsSubstring("DOES NOT APPLY") && ContainsSubstring("perfeng try --build"));
}

TEST_CASE("a CMake project is built anew with other settings", "[try]") {
    REQUIRE(process::find_program("cmake"));
    const Tried sandbox;
    sandbox.write("src/CMakeLists.txt",
                  "cmake_minimum_required(VERSION 3.13)\nproject(p C)\n"
                  "if(CMAKE_INTERPROCEDURAL_OPTIMIZATION)\n  message(FATAL_ERROR \"none of that\")\nendif()\n"
                  "add_executable(app app.c)\nadd_executable(tell tell.c)\n"
                  "set_target_properties(tell PROPERTIES RUNTIME_OUTPUT_DIRECTORY bin)\n");
    sandbox.write("src/app.c", counting(""));
    sandbox.write("src/tell.c", counting("#ifdef NDEBUG\n    puts(\"no assert\");\n#endif\n"));
    sandbox.run("cmake -S src -B out > log && cmake --build out >> log");

    const auto document = sandbox.tried({"release", "lto", "--pairs", "12", "--", "./out/app"});
    CHECK_THAT(document.at("project").get<std::string>(), ContainsSubstring("CMake, no build type, in "));
    CHECK(document.at("notes").empty());
    const auto release = variant(document, "release");
    CHECK(release.at("verdict") == "improved");
    CHECK(release.at("worth") == "helps");
    CHECK(release.at("output").at("identical") == true);
    CHECK(entry_of(release.at("metrics"), "name", "build_time").at("base") > 0);
    CHECK(entry_of(release.at("metrics"), "name", "file_size").at("pairs") == 0);
    CHECK_THAT(release.at("lines").dump(), ContainsSubstring("-DCMAKE_BUILD_TYPE=Release"));
    CHECK(variant(document, "lto").at("status") == "not tried");
    CHECK_THAT(why(document, "lto"), ContainsSubstring("none of that"));

    const auto other = sandbox.tried({"release", "--pairs", "10", "--", "./out/bin/tell"});
    CHECK(variant(other, "release").at("output").at("identical") == false);
    CHECK(variant(other, "release").at("verdict") == "improved");
    CHECK(variant(other, "release").at("worth") == "nothing");
}

TEST_CASE("a cargo program is built anew with other profiles", "[try]") {
    REQUIRE(process::find_program("cargo"));
    const Tried sandbox;
    sandbox.write("Cargo.toml", "[package]\nname = \"calm\"\nversion = \"0.1.0\"\nedition = \"2021\"\n");
    sandbox.write(
        "src/main.rs",
        "fn main() {\n    std::panic::set_hook(Box::new(|_| {}));\n"
        "    let fell = std::panic::catch_unwind(|| { if std::env::args().count() > 0 { panic!() } }).is_err();\n"
        "    println!(\"{fell}\");\n}\n");
    sandbox.run("cargo build --release --offline 2> log");
    const auto document = sandbox.tried(
        {"panic-abort", "opt-level-3", "codegen-units-1", "pgo", "--pairs", "2", "--", "target/release/calm"});
    CHECK_THAT(document.at("project").get<std::string>(), ContainsSubstring("cargo, profile release, in "));
    CHECK(variant(document, "panic-abort").at("status") == "failed");
    CHECK_THAT(why(document, "panic-abort"), ContainsSubstring("the workload failed"));
    CHECK_THAT(why(document, "opt-level-3"), ContainsSubstring("the same program comes out as today"));
    CHECK_THAT(variant(document, "codegen-units-1").at("lines").dump(),
               ContainsSubstring("[profile.release]") && ContainsSubstring("codegen-units = 1"));
    CHECK(variant(document, "pgo").at("kind") == "cargo");
    const auto listed = sandbox.perfeng({"try", "--list", "--json", "cargo", "--", "cargo", "run", "--offline"}).json();
    CHECK(variant(listed, "release").at("status") == "applies");
    CHECK_THAT(why(listed, "lto-fat"), ContainsSubstring("debug build"));
}

TEST_CASE("what a command builds is built in a copy of the source, with more flags", "[try]") {
    REQUIRE(process::find_program("make"));
    const Tried sandbox;
    sandbox.write("app.c", counting(""));
    sandbox.write("Makefile", "app: app.c\n\tcc -O0 -o app app.c\n");
    sandbox.run("make > log");
    const auto document = sandbox.tried({"O2", "pgo", "--pairs", "12", "--build", "make", "--", "./app"});
    CHECK(document.at("notes").empty());
    CHECK(variant(document, "O2").at("verdict") == "improved");
    CHECK_THAT(variant(document, "O2").at("lines").dump(), ContainsSubstring("CFLAGS += -O2"));
    CHECK_THAT(variant(document, "pgo").at("warnings").dump(), ContainsSubstring("this very workload"));
    const auto told = sandbox.perfeng({"try", "Os", "--pairs", "2", "--build", "cc -O0 -o {out} app.c", "--keep",
                                       "kept", "--format", "markdown", "--", "./app"});
    CHECK(told.status == 0);
    CHECK_THAT(told.out, ContainsSubstring("| `Os` |"));
    CHECK(fs::exists(sandbox / "kept/Os/program"));
    CHECK(fs::exists(sandbox / "kept/base/program"));
}

TEST_CASE("what cannot be tried is an error that says what to do", "[try]") {
    const Tried sandbox;
    check_error(sandbox.perfeng({"try", "jemaloc", "--", "true"}), 2, "no variant is called 'jemaloc'", "'jemalloc'");
    check_error(sandbox.perfeng({"try", "jemalloc", "--", "false"}), 3, "the workload failed", "--ignore-failure");
    check_error(sandbox.perfeng({"try", "--", "slep", "1"}), 2, "'slep'", "'sleep'");
    check_error(sandbox.perfeng({"try"}), 2, "no command", "after `--`");
}
