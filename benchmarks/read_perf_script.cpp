// How fast the reader of `perf script` text is, against a scan for line ends of the same text in the same run.
//
//     read_perf_script [FILE]     without FILE: a text of 256 MB is made up

#include "perfeng/process/file.hpp"
#include "perfeng/tools/stacks/perf_script.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <cstring>
#include <random>
#include <string>
#include <vector>

namespace {

constexpr std::size_t made_size = 256'000'000;
constexpr int rounds = 5;

/// 20,000 distinct frame lines in 25,000 distinct stacks of 5 to 40 frames: about as a compiler's profile.
std::string made_up_script() {
    std::mt19937 random(1);
    const auto below = [&](std::size_t bound) { return random() % bound; };
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < 20'000; ++i)
        lines.push_back(
            fmt::format("\t{:16x} _ZN7project6module8function{}ERKSt6vectorIiSaIiEE+0x{:x} (/usr/bin/program)\n",
                        0x1000 + i * 37, i / 8, i % 8 * 16));
    constexpr std::size_t leaves_a_way = 50;
    std::vector<std::string> ways(500);
    for (auto& way : ways)
        for (auto depth = 4 + below(36); depth > 0; --depth)
            way += lines[below(lines.size())];
    std::string text;
    text.reserve(made_size + 10'000);
    for (std::size_t n = 0; text.size() < made_size; ++n) {
        text += fmt::format("program  4711/4711  {}.{:06}:    1001001 cpu-clock: \n", n / 999, n % 999 * 1001);
        const auto way = below(ways.size());
        text += lines[(way * 97 + below(leaves_a_way)) % lines.size()] + ways[way] + '\n';
    }
    return text;
}

std::size_t count_lines(std::string_view text) {
    std::size_t lines = 0;
    while (!text.empty()) {
        const auto* end = static_cast<const char*>(std::memchr(text.data(), '\n', text.size()));
        if (end == nullptr)
            break;
        text.remove_prefix(static_cast<std::size_t>(end - text.data()) + 1);
        ++lines;
    }
    return lines;
}

std::uint64_t read_in_pieces(std::string_view text) {
    constexpr std::size_t piece = 64 * 1024; // what a pipe holds
    perfeng::tools::PerfScriptReader reader;
    for (std::size_t at = 0; at < text.size(); at += piece)
        reader.feed(text.substr(at, piece));
    const auto script = reader.finish();
    return script ? script->profile.samples : 0;
}

/// Megabytes a second, of the fastest round.
template <typename Work> void measure(std::string_view name, std::string_view text, Work work) {
    double best = 0;
    std::uint64_t result = 0;
    for (int i = 0; i < rounds; ++i) {
        const auto start = std::chrono::steady_clock::now();
        result = work(text);
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
        best = std::max(best, static_cast<double>(text.size()) / taken.count() / 1e6);
    }
    fmt::print("{:<12} {:>8.0f} MB/s  ({})\n", name, best, result);
}

} // namespace

int main(int argc, char** argv) {
    const auto text = argc > 1 ? perfeng::process::read_file(argv[1]) : made_up_script();
    fmt::print("{:.0f} MB of perf script\n", static_cast<double>(text.size()) / 1e6);
    measure("line ends", text, count_lines);
    measure("reader", text, read_in_pieces);
}
