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

void rank(std::vector<std::uint32_t>& points) {
    std::sort(points.begin(), points.end());
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
