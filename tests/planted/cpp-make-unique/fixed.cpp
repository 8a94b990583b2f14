// Moves the sparks of a firework.
#include <cstdint>
#include <cstdio>
#include <vector>

namespace {

std::uint32_t seed = 29;

std::uint32_t draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

struct Spark {
    double x = 0;
    double speed = 0;
};

using Sparks = std::vector<Spark>;

Sparks ignite(int count) {
    Sparks sparks;
    sparks.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
        sparks.push_back(Spark{0, draw(100) / 10.0});
    return sparks;
}

double move(Sparks& sparks) {
    double sum = 0;
    for (auto& spark : sparks) {
        spark.x += spark.speed;
        sum += spark.x;
    }
    return sum;
}

} // namespace

int main() {
    double sum = 0;
    for (int frame = 0; frame < 6000; ++frame) {
        auto sparks = ignite(2000);
        for (int step = 0; step < 4; ++step)
            sum += move(sparks);
    }
    std::printf("sum %.0f\n", sum);
}
