// Reads the points of a track from CSV and measures how long it is.
#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <sstream>
#include <string>
#include <string_view>

namespace {

std::uint32_t seed = 31;

int draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return static_cast<int>((seed >> 8) % below);
}

std::string make_track(int points) {
    std::string csv;
    int x = 0;
    int y = 0;
    for (int i = 0; i < points; ++i) {
        x += draw(21) - 10;
        y += draw(21) - 10;
        csv += std::to_string(x) + "," + std::to_string(y) + "\n";
    }
    return csv;
}

int parse_number(std::string_view field) {
    int value = 0;
    std::istringstream in{std::string(field)}; // FAULT
    in >> value;                               // FAULT
    return value;
}

double smooth_distance(double dx, double dy) {
    double length = dx * dx + dy * dy;
    for (int step = 0; step < 24; ++step)
        length = std::sqrt(length * length + 0.5 * step);
    return length;
}

double length_of(std::string_view csv) {
    double length = 0;
    int last_x = 0;
    int last_y = 0;
    while (!csv.empty()) {
        const auto line = csv.substr(0, csv.find('\n'));
        const auto comma = line.find(',');
        const int x = parse_number(line.substr(0, comma));
        const int y = parse_number(line.substr(comma + 1));
        length += smooth_distance(x - last_x, y - last_y);
        last_x = x;
        last_y = y;
        csv.remove_prefix(line.size() + 1);
    }
    return length;
}

} // namespace

int main() {
    const auto track = make_track(100000);
    double length = 0;
    for (int round = 0; round < 10; ++round)
        length += length_of(track);
    std::printf("length %.3f\n", length);
}
