// Groups readings of sensors by hour and takes the median of each group.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <vector>

namespace {

struct Reading {
    int hour;
    int value;
};

std::uint32_t seed = 3;

std::uint32_t draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

std::vector<Reading> make_readings(int hours, int per_hour) {
    std::vector<Reading> readings;
    readings.reserve(static_cast<std::size_t>(hours * per_hour));
    for (int hour = 0; hour < hours; ++hour)
        for (int i = 0; i < per_hour; ++i)
            readings.push_back({hour, static_cast<int>(draw(1000))});
    return readings;
}

constexpr std::size_t group_size = 24;

std::vector<int> collect_group(const std::vector<Reading>& readings, std::size_t from) {
    std::size_t to = from;
    while (to < readings.size() && readings[to].hour == readings[from].hour)
        ++to;
    std::vector<int> group(to - from);
    for (std::size_t i = from; i < to; ++i)
        group[i - from] = readings[i].value;
    return group;
}

int median(std::vector<int>& group) {
    const auto middle = group.begin() + static_cast<std::ptrdiff_t>(group.size() / 2);
    int low = *group.begin();
    for (const int value : group)
        low = std::min(low, value);
    return (low + *middle) / 2;
}

} // namespace

int main() {
    const auto readings = make_readings(4000, group_size);
    long sum = 0;
    for (int round = 0; round < 1200; ++round)
        for (std::size_t from = 0; from < readings.size(); from += group_size) {
            auto group = collect_group(readings, from);
            sum += median(group);
        }
    std::printf("sum of medians %ld\n", sum);
}
