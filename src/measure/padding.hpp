#pragma once

#include <cstdint>
#include <random>
#include <string>

namespace perfeng::measure {

/// The variable of the environment whose length moves the stack, drawn for each pair and equal for both its sides.
inline constexpr const char* padding_variable = "PERFENG_PADDING";

/// 0 to 4095 bytes.
[[nodiscard]] inline std::string draw_padding(std::mt19937_64& random) {
    constexpr std::uint64_t largest = 4095;
    std::string padding(random() % (largest + 1), 'x');
    return padding;
}

} // namespace perfeng::measure
