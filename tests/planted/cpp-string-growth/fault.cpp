// Writes numbers in words of a made-up language.
#include <cstdint>
#include <cstdio>
#include <string>

namespace {

std::uint32_t seed = 29;

std::uint32_t draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

constexpr int letters = 90;

std::string spell(std::uint32_t number) {
    std::string text;
    for (int i = 0; i < letters; ++i) {
        text.push_back(static_cast<char>('a' + number % 26)); // FAULT
        number = number * 1103515245u + 12345u;
    }
    return text;
}

} // namespace

int main() {
    unsigned long sum = 0;
    for (int i = 0; i < 1500000; ++i) {
        const auto text = spell(draw(1000000));
        sum += static_cast<unsigned char>(text[text.size() / 2]);
    }
    std::printf("sum %lu\n", sum);
}
