// Counts the log lines that name a time.
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace {

std::uint32_t seed = 29;

std::uint32_t draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

std::vector<std::string> make_lines() {
    std::vector<std::string> lines;
    for (int i = 0; i < 20000; ++i)
        lines.push_back("worker " + std::to_string(draw(100)) + (draw(3) ? " took 12:45 " : " is idle ") +
                        std::to_string(draw(100000)));
    return lines;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_time(const char* at) {
    return is_digit(at[0]) && is_digit(at[1]) && at[2] == ':' && is_digit(at[3]) && is_digit(at[4]);
}

bool names_a_time(const std::string& line) {
    for (std::size_t i = 0; i + 5 <= line.size(); ++i)
        if (is_time(line.c_str() + i))
            return true;
    return false;
}

} // namespace

int main() {
    const auto lines = make_lines();
    int times = 0;
    for (int round = 0; round < 6; ++round)
        for (const auto& line : lines)
            times += names_a_time(line) && !is_time(line.c_str());
    std::printf("%d lines\n", times);
}
