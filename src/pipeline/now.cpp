#include "now.hpp"

#include <fmt/chrono.h>

#include <chrono>

namespace perfeng::pipeline {

std::string now_utc() {
    const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

} // namespace perfeng::pipeline
