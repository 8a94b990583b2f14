#include "catch.hpp"
#include "made.hpp"

#include "perfeng/analysis/handoff.hpp"
#include "perfeng/analysis/hotspots.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/process/runner.hpp"

#include <filesystem>
#include <string>

namespace perfeng::analysis {
namespace {

Measurement measured(double input_size) {
    Measurement made;
    made.workload.argv = {"./app", "big \\ file\n"};
    made.workload.input_size = input_size;
    return made;
}

HotPath hot(const std::string& function, const std::string& file) {
    return {function, language_of(file), file, 12, 0.34, 0.3, 0.5, 100, {"main", function}};
}

Finding recommendation(const std::string& file, std::vector<std::string> pins) {
    Finding finding;
    finding.kind = FindingKind::recommendation;
    finding.title = "use a hash map";
    finding.file = file;
    finding.advice.emplace().pins = std::move(pins);
    return finding;
}

bool compiles(const std::vector<std::string>& argv) {
    const auto execution = process::system_runner()->run(process::tool_command(argv, 120));
    INFO(execution.err);
    CHECK(execution.status.ok());
    return execution.status.ok();
}

} // namespace

TEST_CASE("languages are told by files") {
    CHECK(language_of("src/main.rs") == "Rust");
    CHECK(language_of("/usr/x.tcc") == "C++");
    CHECK(language_of("a.c") == "C");
    CHECK(language_of("Makefile").empty());
}

TEST_CASE("hot functions are the user's own that call what costs, not what the compiler made for them") {
    Measurement measurement;
    auto& profile = measurement.profile.emplace();
    const auto main_frame = made::at_line("main", 40);
    made::add(profile,
              {made::frame("memcpy", "/lib/libc.so.6"), made::at_line("Row::operator=", 3),
               made::at_line("sort_rows", 12), main_frame},
              60);
    made::add(profile, {made::at_line("parse", 20), main_frame}, 30);
    made::add(profile, {made::at_line("sort_rows", 13), main_frame}, 10);
    tally(profile);
    const auto hot = hot_paths(measurement, 5);
    REQUIRE(hot.size() == 2);
    CHECK(hot[0].function == "sort_rows");
    CHECK(hot[0].own_share == 0.7);
    CHECK(hot[0].self_share == 0.1);
    CHECK(hot[0].samples == 70);
    CHECK(hot[0].path == std::vector<std::string>{"main", "sort_rows"});
    CHECK(hot[1].function == "parse");
    CHECK(hot_paths(measurement, 1).size() == 1);
}

TEST_CASE("behaviours to pin come with a test, in the words of the language") {
    Measurement measurement;
    measurement.findings = {recommendation("a.rs", {"iteration order", "HashDoS"}), recommendation("b.cpp", {"flush"}),
                            recommendation("c.py", {"never heard of"})};
    Finding without;
    without.kind = FindingKind::recommendation;
    measurement.findings.push_back(without);
    const auto pins = pins_of(measurement);
    REQUIRE(pins.size() == 4);
    CHECK_THAT(pins[0].idea, ContainsSubstring("assert_eq!"));
    CHECK_THAT(pins[1].idea, ContainsSubstring("SipHash"));
    CHECK_THAT(pins[2].idea, ContainsSubstring("abort()"));
    CHECK_THAT(pins[3].idea, ContainsSubstring("before the change"));
    CHECK(pins[0].because == "use a hash map");
    CHECK(test_idea("flush", "Go") != test_idea("flush", "C++"));
}

TEST_CASE("skeletons are named after the function, sized after the input, and never twice the same") {
    const auto made =
        skeletons_for({hot("app::parse::Reader<T>::parse_line(char const*)", "src/parse.cpp"),
                       hot("other::parse_line", "src/other.cpp"),
                       hot("<app::A as core::fmt::Display>::fmt", "src/lib.rs"), hot("run.<locals>", "x.py")},
                      measured(1600));
    REQUIRE(made.size() == 3);
    CHECK(made[0].path == "benchmarks/bench_parse_line.cpp");
    CHECK(made[1].path == "benchmarks/bench_parse_line_2.cpp");
    CHECK(made[2].path == "benches/bench_fmt.rs");
    CHECK_THAT(made[0].content, ContainsSubstring("->Arg(100)->Arg(400)->Arg(1600)"));
    CHECK_THAT(made[2].build_lines, ContainsSubstring("name = \"bench_fmt\""));
}

TEST_CASE("the skeleton for Google Benchmark compiles as it stands") {
    const auto made = skeletons_for({hot("lexer::next_token", "src/lexer.cpp")}, measured(0)).at(0);
    const process::TemporaryDirectory directory;
    const auto file = directory.path() / "bench.cpp";
    process::write_file(file, made.content);
    CHECK(compiles({"c++", "-std=c++17", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", file.string()}));
}

/// criterion itself is a package of the network: what stands for it has the names and types that the skeleton uses.
TEST_CASE("the skeleton for criterion compiles as it stands") {
    REQUIRE(process::find_program("rustc"));
    const auto made = skeletons_for({hot("app::lexer::next_token", "src/lexer.rs")}, measured(0)).at(0);
    const process::TemporaryDirectory directory;
    const auto at = [&](const std::string& name) { return (directory.path() / name).string(); };
    process::write_file(at("criterion.rs"), R"(
pub use std::hint::black_box;
pub struct Criterion;
pub struct BenchmarkId;
pub struct Bencher;
pub struct BenchmarkGroup;
pub enum Throughput { Elements(u64), Bytes(u64) }
impl Criterion { pub fn benchmark_group<S: Into<String>>(&mut self, _: S) -> BenchmarkGroup { BenchmarkGroup } }
impl BenchmarkId { pub fn from_parameter<P: std::fmt::Display>(_: P) -> Self { BenchmarkId } }
impl BenchmarkGroup {
    pub fn throughput(&mut self, _: Throughput) -> &mut Self { self }
    pub fn bench_with_input<I: ?Sized, F: FnMut(&mut Bencher, &I)>(&mut self, _: BenchmarkId, i: &I, mut f: F) -> &mut Self {
        f(&mut Bencher, i); self
    }
    pub fn finish(self) {}
}
impl Bencher { pub fn iter<O, R: FnMut() -> O>(&mut self, mut r: R) { let _ = r(); } }
#[macro_export] macro_rules! criterion_group {
    ($name:ident, $($target:path),+) => { pub fn $name() { let mut c = $crate::Criterion; $($target(&mut c);)+ } };
}
#[macro_export] macro_rules! criterion_main { ($($group:path),+) => { fn main() { $($group();)+ } }; }
)");
    process::write_file(at("bench.rs"), made.content);
    REQUIRE(compiles({"rustc", "--edition", "2021", "--crate-type", "rlib", "--crate-name", "criterion", "-o",
                      at("libcriterion.rlib"), at("criterion.rs")}));
    CHECK(compiles({"rustc", "--edition", "2021", "-D", "warnings", "--emit", "metadata", "--extern",
                    "criterion=" + at("libcriterion.rlib"), "-o", at("bench.rmeta"), at("bench.rs")}));
}

} // namespace perfeng::analysis
