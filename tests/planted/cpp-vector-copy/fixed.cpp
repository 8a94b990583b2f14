// Looks for the calmest hour in the readings of many stations.
#include <cstdint>
#include <cstdio>
#include <vector>

namespace {

std::uint32_t seed = 29;

std::uint32_t draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

std::vector<double> make_readings(std::size_t count) {
    std::vector<double> readings(count);
    for (auto& reading : readings)
        reading = draw(10000) / 100.0;
    return readings;
}

double roughness(const std::vector<double>& readings, std::size_t hour) {
    double sum = 0;
    for (std::size_t i = hour; i < readings.size(); i += 24)
        sum += readings[i] * readings[i];
    return sum;
}

std::size_t calmest_hour(const std::vector<double>& readings) {
    std::size_t calmest = 0;
    double least = 1e300;
    for (std::size_t hour = 0; hour < 24; ++hour) {
        const double rough = roughness(readings, hour);
        if (rough < least) {
            least = rough;
            calmest = hour;
        }
    }
    return calmest;
}

} // namespace

int main() {
    const auto readings = make_readings(24 * 1200);
    std::size_t sum = 0;
    for (int round = 0; round < 1500; ++round)
        sum += calmest_hour(readings);
    std::printf("sum %zu\n", sum);
}
