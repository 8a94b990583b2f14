// Ranks the players of many games by their points.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

std::uint32_t seed = 29;

std::uint32_t draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

std::vector<std::uint32_t> make_points() {
    std::vector<std::uint32_t> points(100000);
    for (auto& each : points)
        each = draw(1000000);
    return points;
}

int compare(const void* a, const void* b) {
    const auto left = *static_cast<const std::uint32_t*>(a);
    const auto right = *static_cast<const std::uint32_t*>(b);
    return (left > right) - (left < right);
}

void rank(std::vector<std::uint32_t>& points) {
    std::qsort(points.data(), points.size(), sizeof points[0], compare); // FAULT
}

} // namespace

int main() {
    unsigned long sum = 0;
    for (int game = 0; game < 40; ++game) {
        auto points = make_points();
        rank(points);
        sum += points[points.size() / 2];
    }
    std::printf("sum %lu\n", sum);
}
