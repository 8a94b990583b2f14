// Counts the letters of a text by two threads.
#include <array>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace {

using Histogram = std::array<long, 26>;

std::uint32_t seed = 83;

std::uint32_t draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

std::string make_text(std::size_t letters) {
    std::string text(letters, 'a');
    for (auto& c : text)
        c = static_cast<char>('a' + draw(draw(26) + 1));
    return text;
}

std::mutex guard;

void count_letters(std::string_view text, Histogram& counts) {
    Histogram own{};
    for (const char c : text)
        ++own[static_cast<std::size_t>(c - 'a')];
    const std::lock_guard lock(guard);
    for (std::size_t i = 0; i < own.size(); ++i)
        counts[i] += own[i];
}

unsigned long digest(std::string_view text) {
    unsigned long sum = 0;
    for (const char c : text)
        sum = (sum ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return sum;
}

} // namespace

int main() {
    const auto text = make_text(3000000);
    const auto half = text.size() / 2;
    Histogram counts{};
    unsigned long sums[2] = {0, 0};
    const auto work = [&](int part) {
        const auto own = std::string_view(text).substr(part ? half : 0, half);
        for (int round = 0; round < 16; ++round) {
            count_letters(own, counts);
            sums[part] += digest(own);
        }
    };
    std::thread helper(work, 0);
    work(1);
    helper.join();
    std::printf("a %ld, m %ld, z %ld, digest %lu\n", counts[0], counts[12], counts[25], (sums[0] ^ sums[1]) % 1000003);
}
