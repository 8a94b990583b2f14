#include "perfeng/store/id.hpp"

#include "rising_clock.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdint>
#include <mutex>
#include <random>

namespace perfeng::store {
namespace {

constexpr unsigned fraction_bits = 12;

/// Unix time in units of 1/4096 ms, but always beyond what it gave before.
std::uint64_t next_moment() {
    static std::mutex guard;
    static RisingClock rising;
    using namespace std::chrono;
    const auto elapsed = duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
    const auto microsecond = static_cast<std::uint64_t>(elapsed);
    const auto now = ((microsecond / 1000) << fraction_bits) | (((microsecond % 1000) << fraction_bits) / 1000);
    const std::lock_guard lock(guard);
    return rising(now);
}

std::uint64_t random_bits() {
    std::random_device source;
    return (std::uint64_t{source()} << 32U) | source();
}

} // namespace

std::string uuid_v7() {
    const auto moment = next_moment();
    const auto milliseconds = moment >> fraction_bits;
    const auto random = random_bits();
    return fmt::format("{:08x}-{:04x}-7{:03x}-{:04x}-{:012x}", milliseconds >> 16U, milliseconds & 0xffffU,
                       moment & 0xfffU, 0x8000U | ((random >> 48U) & 0x3fffU), random & 0xffffffffffffU);
}

} // namespace perfeng::store
