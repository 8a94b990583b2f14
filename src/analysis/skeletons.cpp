#include "perfeng/analysis/handoff.hpp"
#include "perfeng/process/program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

namespace perfeng::analysis {
namespace {

/// Everything that a template's "@NAME@" stands for.
struct Words {
    std::string function; ///< as the profile names it
    std::string name;     ///< of it what may stand in an identifier
    std::string place;
    std::string share;
    std::string command;
    std::array<std::size_t, 3> sizes{};
};

constexpr std::string_view rust = R"(//! Benchmark of `@FUNCTION@`
//! (@PLACE@), @SHARE@ of the profile of `@COMMAND@`.
//!
//! A benchmark sees what a library exports: where the crate is a program only, move the code to src/lib.rs first.

use criterion::{black_box, criterion_group, criterion_main, BenchmarkId, Criterion, Throughput};

/// To do: an input as the measured one, of `size` elements. Real data beats random data.
fn input(size: usize) -> Vec<u8> {
    (0..size).map(|i| (i * 31 % 251) as u8).collect()
}

/// To do: call `@FUNCTION@` here, return what it returns, and take the panic away.
fn call(_input: &[u8]) -> usize {
    unimplemented!("call the function here")
}

fn @NAME@(c: &mut Criterion) {
    let mut group = c.benchmark_group("@NAME@");
    for size in [@SIZES@] {
        let data = input(size);
        group.throughput(Throughput::Elements(size as u64));
        group.bench_with_input(BenchmarkId::from_parameter(size), &data, |b, data| {
            b.iter(|| call(black_box(data)))
        });
    }
    group.finish();
}

criterion_group!(benches, @NAME@);
criterion_main!(benches);
)";

constexpr std::string_view cpp = R"(// Benchmark of `@FUNCTION@`
// (@PLACE@), @SHARE@ of the profile of `@COMMAND@`.

#include <benchmark/benchmark.h>

#include <cstddef>
#include <cstdint>
#include <vector>

// To do: include the header that declares it; of a C function within extern "C" { }.

namespace {

/// To do: an input as the measured one, of `size` elements. Real data beats random data.
std::vector<std::uint8_t> input(std::size_t size) {
    std::vector<std::uint8_t> data(size);
    for (std::size_t i = 0; i < size; ++i)
        data[i] = static_cast<std::uint8_t>(i * 31 % 251);
    return data;
}

/// To do: call `@FUNCTION@` here, return what it returns, and set `written` to true.
constexpr bool written = false;
std::size_t call(const std::vector<std::uint8_t>& data) { return data.size(); }

void bench_@NAME@(benchmark::State& state) {
    if (!written)
        state.SkipWithError("to do: call the function");
    const auto data = input(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state)
        benchmark::DoNotOptimize(call(data));
    state.SetItemsProcessed(state.iterations() * state.range(0));
    state.SetComplexityN(state.range(0));
}
BENCHMARK(bench_@NAME@)@SIZES@->Complexity();

} // namespace

BENCHMARK_MAIN();
)";

constexpr std::string_view cargo_lines = R"([dev-dependencies]
criterion = "0.5"

[[bench]]
name = "bench_@NAME@"
harness = false
)";

constexpr std::string_view cmake_lines = R"(find_package(benchmark REQUIRED)
add_executable(bench_@NAME@ benchmarks/bench_@NAME@.cpp)
target_link_libraries(bench_@NAME@ PRIVATE benchmark::benchmark)  # and the library that holds the function
)";

void replace_all(std::string& text, std::string_view what, const std::string& by) {
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
}

/// A comment is one line, whatever a name or command holds.
std::string in_comment(std::string text) {
    for (auto& letter : text)
        if (static_cast<unsigned char>(letter) < ' ' || letter == '\\')
            letter = ' ';
    return text;
}

/// "parse_line" of "app::parse::Reader<T>::parse_line(char const*)".
std::string identifier_of(std::string_view function) {
    std::size_t depth = 0;
    std::string plain; // without what stands in brackets
    for (const char letter : function) {
        depth += letter == '<' || letter == '(' || letter == '{' ? 1U : 0U;
        if (depth == 0)
            plain += letter;
        depth -= depth > 0 && (letter == '>' || letter == ')' || letter == '}') ? 1U : 0U;
    }
    while (plain.ends_with(':') || plain.ends_with(' '))
        plain.pop_back();
    const auto last = plain.find_last_of(": ");
    std::string name;
    for (const char letter : last == plain.npos ? plain : plain.substr(last + 1))
        name += std::isalnum(static_cast<unsigned char>(letter)) != 0
                    ? static_cast<char>(std::tolower(static_cast<unsigned char>(letter)))
                    : '_';
    if (name.empty() || std::isdigit(static_cast<unsigned char>(name.front())) != 0)
        name.insert(0, "f");
    return name;
}

/// "src/parse.c:12", from the workload's directory where it lies below.
std::string place_in(const HotPath& path, const std::string& cwd) {
    if (path.file.empty())
        return "place unknown";
    const bool below = !cwd.empty() && path.file.starts_with(cwd + "/");
    return fmt::format("{}:{}", below ? path.file.substr(cwd.size() + 1) : path.file, path.line);
}

/// From a sixteenth of the declared size up to it.
std::array<std::size_t, 3> sizes_for(std::optional<double> declared) {
    constexpr double usual = 4096;
    const auto largest = declared && *declared >= 1 && *declared < 1e9 ? *declared : usual;
    const auto part = [&](double of) { return static_cast<std::size_t>(std::max(1.0, std::round(largest / of))); };
    return {part(16), part(4), part(1)};
}

std::string filled(std::string_view text, const Words& words, const std::string& sizes) {
    std::string made(text);
    replace_all(made, "@SIZES@", sizes);
    replace_all(made, "@NAME@", words.name);
    replace_all(made, "@SHARE@", words.share);
    replace_all(made, "@PLACE@", in_comment(words.place));
    replace_all(made, "@COMMAND@", in_comment(words.command));
    replace_all(made, "@FUNCTION@", in_comment(words.function));
    return made;
}

Skeleton in_rust(const Words& words) {
    const auto sizes = fmt::format("{}", fmt::join(words.sizes, ", "));
    return {words.function,
            "criterion",
            "benches/bench_" + words.name + ".rs",
            filled(rust, words, sizes),
            "Cargo.toml",
            filled(cargo_lines, words, ""),
            "cargo bench --bench bench_" + words.name};
}

Skeleton in_cpp(const Words& words) {
    std::string sizes;
    for (const auto size : words.sizes)
        sizes += fmt::format("->Arg({})", size);
    const auto path = "benchmarks/bench_" + words.name + ".cpp";
    return {words.function,
            "Google Benchmark",
            path,
            filled(cpp, words, sizes),
            "CMakeLists.txt",
            filled(cmake_lines, words, ""),
            fmt::format("g++ -O2 -g {} -lbenchmark -lpthread -o bench_{} && ./bench_{}", path, words.name, words.name)};
}

} // namespace

std::vector<Skeleton> skeletons_for(const std::vector<HotPath>& paths, const Measurement& measurement) {
    std::vector<Skeleton> skeletons;
    const auto& workload = measurement.workload;
    for (const auto& path : paths) {
        Words words{path.function,
                    identifier_of(path.function),
                    place_in(path, workload.cwd),
                    fmt::format("{:.0f}%", 100 * path.self_share),
                    process::join_words(workload.typed.empty() ? workload.argv : workload.typed),
                    sizes_for(workload.input_size)};
        const auto known = std::ranges::count_if(skeletons, [&](const Skeleton& other) {
            return other.path.find("bench_" + words.name + ".") != std::string::npos;
        });
        if (known > 0)
            words.name += fmt::format("_{}", skeletons.size() + 1);
        if (path.language == "Rust")
            skeletons.push_back(in_rust(words));
        else if (path.language == "C++" || path.language == "C")
            skeletons.push_back(in_cpp(words));
    }
    return skeletons;
}

} // namespace perfeng::analysis
