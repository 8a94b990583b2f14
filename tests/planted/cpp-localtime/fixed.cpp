// Counts the events of a log by the hour of the day at which they happened.
#include <array>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <vector>

namespace {

struct Event {
    std::time_t at;
    int size;
};

std::uint32_t seed = 61;

std::uint32_t draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

std::vector<Event> make_events(int count) {
    std::vector<Event> events;
    std::time_t now = 1700000000;
    for (int i = 0; i < count; ++i) {
        now += draw(8);
        events.push_back({now, static_cast<int>(draw(5000))});
    }
    return events;
}

int hour_of(std::time_t at) {
    static std::time_t hour_start = 0;
    static int hour = -1;
    if (hour < 0 || at < hour_start || at >= hour_start + 900) {
        hour_start = at - at % 900; // time zones differ by quarters of an hour
        hour = std::localtime(&hour_start)->tm_hour;
    }
    return hour;
}

unsigned long scramble(unsigned long value, int rounds) {
    for (int i = 0; i < rounds; ++i)
        value = (value ^ (value >> 13)) * 1099511628211u;
    return value;
}

} // namespace

int main() {
    const auto events = make_events(400000);
    std::array<long, 24> bytes{};
    unsigned long sum = 0;
    for (const auto& event : events) {
        bytes[static_cast<std::size_t>(hour_of(event.at))] += event.size;
        sum += scramble(static_cast<unsigned long>(event.size), 250);
    }
    for (std::size_t hour = 0; hour < bytes.size(); ++hour)
        std::printf("%02zu %ld\n", hour, bytes[hour]);
    std::printf("checksum %lu\n", sum % 1000003);
}
