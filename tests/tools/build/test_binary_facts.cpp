#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/process/runner.hpp"
#include "perfeng/tools/build/binary_facts.hpp"
#include "perfeng/tools/build/project_facts.hpp"

#include <filesystem>
#include <map>

using namespace perfeng;
using namespace perfeng::tools;

// What the compilers of this machine make of two small files. All compilers and many more ways:
// scripts/build-facts-table.
namespace {

constexpr const char* main_file = R"(
#include <stdio.h>
#include <string.h>
int other(int n, const char *name);
__attribute__((noinline)) int last(const char *text, char c) { int at = -1; for (int i = 0; text[i]; i++) if (text[i] == c) at = i; return at; }
__attribute__((noinline)) void swap(int *v, int i, int j) { int k = v[i]; v[i] = v[j]; v[j] = k; printf("%d %d\n", i, j); }
__attribute__((noinline)) void sort(int *v, int n) { for (int i = 1; i < n; i++) for (int j = i; j > 0 && v[j] < v[j - 1]; j--) swap(v, j, j - 1); }
int parse(const char *text, int n) { int r = 0; for (int i = 0; i < n && text[i]; i++) r = r * 10 + text[i] - '0'; return r; }
int weigh(const int *v, int n, int k) { int s = 0; for (int i = 0; i < n; i++) s += v[i] * k; return s; }
int main(int argc, char **argv) {
    int v[100];
    for (int i = 0; i < 100; i++) v[i] = i * argc;
    sort(v, 100);
    printf("%d %d %d %d\n", last(argv[0], '/'), weigh(v, 100, 7), parse(argv[0], 5), other(argc, argv[0]));
    return 0;
}
)";
constexpr const char* other_file = R"(
static int step(int a, const char *b, int c) { return a * 31 + b[c % 3]; }
int other(int n, const char *name) { int h = 0; for (int i = 0; i < n * 100; i++) h = step(h, name, i); return h; }
)";

using Told = std::map<std::string, std::string>;

class Compiled {
public:
    Compiled() {
        process::write_file(directory_.path() / "a.c", main_file);
        process::write_file(directory_.path() / "b.c", other_file);
    }

    bool run(std::vector<std::string> argv) const {
        auto command = process::tool_command(std::move(argv), 60);
        command.cwd = directory_.path().string();
        return runner_->run(command).status.ok();
    }
    [[nodiscard]] Told facts(const std::string& binary = "a.out") const {
        const auto bytes = process::read_file(directory_.path() / binary);
        const auto elf = read_elf(bytes);
        REQUIRE(elf.has_value());
        Told told;
        for (const auto& fact : facts_of_elf(bytes, *elf, {})) {
            CHECK_FALSE(fact.source.empty());
            CHECK(told.emplace(fact.what, fact.value).second);
        }
        return told;
    }
    [[nodiscard]] Told gcc(const std::string& flags) const {
        auto words = process::split_words("gcc a.c b.c -o a.out " + flags);
        REQUIRE(run(words));
        return facts();
    }
    void write(const std::string& name, const std::string& text) const {
        process::write_file(directory_.path() / name, text);
    }

private:
    process::TemporaryDirectory directory_;
    std::unique_ptr<process::Runner> runner_ = process::system_runner();
};

} // namespace

#ifdef __x86_64__
TEST_CASE("levels of optimisation: as flags tell them, else as the code shows", "[facts]") {
    const Compiled compiled;
    CHECK(compiled.gcc("-g -O0")["optimisation"] == "none (-O0)");
    CHECK(compiled.gcc("-g")["optimisation"] == "none (-O0)");
    CHECK(compiled.gcc("-g -Os")["optimisation"] == "size (-Os)");
    CHECK(compiled.gcc("-g -O2")["optimisation"] == "-O2");
    CHECK(compiled.gcc("-O0")["optimisation"] == "none");
    CHECK(compiled.gcc("-O2")["optimisation"] == "some");
    CHECK(compiled.gcc("-O0 -s")["optimisation"] == "none");
    CHECK(compiled.gcc("-O2 -fno-omit-frame-pointer")["optimisation"] == "some");
}

TEST_CASE("frame pointers, linking, position, symbols", "[facts]") {
    const Compiled compiled;
    const auto kept = compiled.gcc("-O2 -fno-omit-frame-pointer");
    CHECK(kept.at("frame pointers") != "omitted"); // gcc sets them up late in functions that may leave early
    CHECK(kept.at("linking") == "dynamic");
    CHECK(kept.at("PIE") == "yes");
    CHECK(kept.at("symbols") == "present");
    CHECK(kept.at("debug information") == "none");
    CHECK(kept.at("allocator") == "C library");
    const auto fixed = compiled.gcc("-O2 -no-pie -s -fomit-frame-pointer");
    CHECK(fixed.at("frame pointers") == "omitted");
    CHECK(fixed.at("PIE") == "no");
    CHECK(fixed.at("symbols") == "stripped");
    CHECK(compiled.gcc("-O2 -static")["linking"] == "static");
}

TEST_CASE("instrumentation is seen, and nothing where there is none", "[facts]") {
    const Compiled compiled;
    CHECK(compiled.gcc("-O1 -fsanitize=address")["instrumentation"] == "AddressSanitizer");
    CHECK(compiled.gcc("-O1 -fsanitize=undefined")["instrumentation"] == "UndefinedBehaviorSanitizer");
    CHECK(compiled.gcc("-O1 --coverage")["instrumentation"] == "coverage");
    CHECK(compiled.gcc("-O2 -pg")["instrumentation"] == "gprof");
    CHECK(compiled.gcc("-O2 -g")["instrumentation"] == "none");
}

TEST_CASE("link-time optimisation and the target's processor, by noted flags", "[facts]") {
    const Compiled compiled;
    const auto together = compiled.gcc("-g -O2 -flto");
    CHECK(together.at("LTO") == "yes");
    CHECK(together.at("optimisation") == "-O2");
    CHECK(together.at("target CPU") == "baseline");
    CHECK(compiled.gcc("-g -O2 -march=haswell")["target CPU"] == "haswell");
    CHECK(compiled.gcc("-O2")["LTO"] == "none");
    CHECK(compiled.gcc("-O2").count("target CPU") == 0);
}

TEST_CASE("kinds of debug information", "[facts]") {
    const Compiled compiled;
    CHECK(compiled.gcc("-O2 -g")["debug information"] == "full");
    CHECK(compiled.gcc("-O2 -g1")["debug information"] == "line tables");
    CHECK(compiled.gcc("-O2 -g -gz")["debug information"] == "full, compressed");
    CHECK(compiled.gcc("-O2 -g -gz")["optimisation"] == "-O2");
    CHECK(compiled.gcc("-O2 -g -gsplit-dwarf")["debug information"] == "split");
}

TEST_CASE("units of other levels are counted", "[facts]") {
    const Compiled compiled;
    REQUIRE(compiled.run({"gcc", "-g", "-O0", "-c", "b.c"}));
    REQUIRE(compiled.run({"gcc", "-g", "-O2", "-c", "a.c"}));
    REQUIRE(compiled.run({"gcc", "a.o", "b.o", "-o", "a.out"}));
    CHECK(compiled.facts()["optimisation"].find("otherwise: 1 ") != std::string::npos);
}

TEST_CASE("a program in Rust", "[facts]") {
    const Compiled compiled;
    compiled.write("r.rs", "fn sum(v: &[u64], k: u64) -> u64 { v.iter().map(|x| x * k + 1).sum() }\n"
                           "fn main() { let v: Vec<u64> = std::env::args().map(|a| a.len() as u64).collect();\n"
                           "println!(\"{}\", sum(&v, v[0])); }\n");
    if (!compiled.run({"rustc", "-C", "panic=abort", "-O", "r.rs", "-o", "abort"}))
        return;
    auto told = compiled.facts("abort");
    CHECK(told["language"] == "Rust");
    CHECK(told["panic"] == "abort");
    CHECK(told["LTO"] == "none");
    CHECK(told["debug assertions"] == "off");
    CHECK(told["compiler"].find("rustc version") == 0);
    REQUIRE(compiled.run({"rustc", "r.rs", "-o", "plain"}));
    told = compiled.facts("plain");
    CHECK(told["panic"] == "unwind");
    CHECK(told["debug assertions"] == "on");
    CHECK(told["overflow checks"] == "on");
    REQUIRE(compiled.run({"rustc", "-O", "-C", "lto=fat", "r.rs", "-o", "fat"}));
    CHECK(compiled.facts("fat")["LTO"] == "fat");
}
#endif

TEST_CASE("facts that agree are one, others stand twice", "[facts]") {
    const auto joined = join_facts({{"optimisation", "some", "code", Confidence::medium, false},
                                    {"LTO", "none", "symbols", Confidence::high, false}},
                                   {{"optimisation", "opt-level 3", "Cargo.toml", Confidence::medium, true},
                                    {"LTO", "fat", "Cargo.toml", Confidence::medium, true}});
    REQUIRE(joined.size() == 3);
    CHECK(joined[0] == BuildFact{"optimisation", "opt-level 3", "code; Cargo.toml", Confidence::high, false});
    CHECK(joined[2].what == "LTO");
    CHECK(joined[2].declared);
}

TEST_CASE("bytes that are no ELF file tell nothing", "[facts]") {
    CHECK(facts_of_elf("\x7f"
                       "ELF",
                       Elf{}, {})
              .empty());
}
