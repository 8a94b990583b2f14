// Filters a service's log and sums up how severe its lines are.
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace {

std::uint32_t seed = 7;

std::uint32_t draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

std::vector<std::string> make_log(std::size_t lines) {
    const char* levels[] = {"DEBUG", "INFO", "WARN", "ERROR"};
    std::vector<std::string> log;
    log.reserve(lines);
    for (std::size_t i = 0; i < lines; ++i)
        log.push_back(std::string(levels[draw(4)]) + " worker-" + std::to_string(draw(64)) + " request " +
                      std::to_string(draw(1000000)) + " took " + std::to_string(draw(5000)) + " ms in the back end");
    return log;
}

int severity(const std::string& line) {
    switch (line[0]) {
    case 'E':
        return 8;
    case 'W':
        return 4;
    case 'I':
        return 2;
    default:
        return 1;
    }
}

bool is_slow(const std::string& line) {
    const auto took = line.find(" took ");
    return took != std::string::npos && line[took + 9] != ' ';
}

long total_severity(const std::vector<std::string>& log) {
    long total = 0;
    for (const auto& line : log)
        total += severity(line);
    return total;
}

long count_slow(const std::vector<std::string>& log) {
    long slow = 0;
    for (const auto& line : log)
        slow += is_slow(line);
    return slow;
}

} // namespace

int main() {
    const auto log = make_log(20000);
    long total = 0;
    long slow = 0;
    for (int round = 0; round < 1200; ++round) {
        total += total_severity(log) + round;
        slow += count_slow(log);
    }
    std::printf("severity %ld, slow %ld\n", total, slow);
}
