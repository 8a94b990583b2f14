// Counts the lines of a log that tell of an error.
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>
#include <string_view>

namespace {

std::uint32_t seed = 29;

std::uint32_t draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

const char* const log_name = "planted-getline.log";

void make_log() {
    std::ofstream log(log_name);
    for (int i = 0; i < 700000; ++i)
        log << (draw(9) ? "info: ok\n" : "error: disk\n");
}

long count_errors() {
    std::ifstream log(log_name);
    log.seekg(0, std::ios::end);
    std::string text(static_cast<std::size_t>(log.tellg()), ' ');
    log.seekg(0);
    log.read(text.data(), static_cast<std::streamsize>(text.size()));
    long errors = 0;
    for (std::string_view rest = text; !rest.empty(); rest.remove_prefix(rest.find('\n') + 1))
        errors += rest.starts_with("error:");
    return errors;
}

} // namespace

int main() {
    make_log();
    long errors = 0;
    for (int round = 0; round < 12; ++round)
        errors += count_errors();
    std::printf("%ld errors\n", errors);
    std::remove(log_name);
}
