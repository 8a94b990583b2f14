#include "time/durations.hpp"

#include "text/reading.hpp"

#include <algorithm>
#include <array>

namespace perfeng::tools {

std::optional<double> clock_time(std::string_view text) {
    double seconds = 0;
    for (std::size_t colon = 0; colon != std::string_view::npos;) {
        colon = text.find(':');
        const auto part = decimal_number(text.substr(0, colon));
        if (!part)
            return std::nullopt;
        seconds = seconds * 60 + *part;
        text.remove_prefix(std::min(colon, text.size() - 1) + 1);
    }
    return seconds;
}

std::optional<double> unit_time(std::string_view text) {
    struct TimeUnit {
        char letter;
        double seconds;
    };
    constexpr std::array<TimeUnit, 4> units{{{'d', 86400}, {'h', 3600}, {'m', 60}, {'s', 1}}};
    double seconds = 0;
    for (auto unit = units.begin(); unit != units.end(); ++unit) {
        const auto letter = text.find(unit->letter);
        if (letter == std::string_view::npos)
            continue;
        const auto part = decimal_number(trim(text.substr(0, letter)));
        if (!part)
            return std::nullopt;
        seconds += *part * unit->seconds;
        text = trim(text.substr(letter + 1));
        if (text.empty())
            return seconds;
    }
    return std::nullopt;
}

} // namespace perfeng::tools
