// Finds the distinct visitors of each day.
#include <cstdint>
#include <cstdio>
#include <unordered_set>

namespace {

std::uint32_t seed = 29;

std::uint32_t draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

std::size_t distinct(int visits) {
    std::unordered_set<std::uint32_t> visitors;
    for (int i = 0; i < visits; ++i)
        visitors.insert(draw(16000000)); // FAULT
    return visitors.size();
}

} // namespace

int main() {
    std::size_t sum = 0;
    for (int day = 0; day < 30; ++day)
        sum += distinct(60000);
    std::printf("%zu in all\n", sum);
}
