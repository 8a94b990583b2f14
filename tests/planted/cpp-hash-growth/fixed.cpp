// Finds the distinct visitors of each day.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <vector>

namespace {

std::uint32_t seed = 29;

std::uint32_t draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

std::size_t distinct(int visits) {
    std::vector<std::uint32_t> visitors;
    visitors.reserve(static_cast<std::size_t>(visits));
    for (int i = 0; i < visits; ++i)
        visitors.push_back(draw(16000000));
    std::sort(visitors.begin(), visitors.end());
    return static_cast<std::size_t>(std::unique(visitors.begin(), visitors.end()) - visitors.begin());
}

} // namespace

int main() {
    std::size_t sum = 0;
    for (int day = 0; day < 30; ++day)
        sum += distinct(60000);
    std::printf("%zu in all\n", sum);
}
