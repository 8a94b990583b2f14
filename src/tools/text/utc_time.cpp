#include "text/utc_time.hpp"

#include "text/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <utility>

namespace perfeng::tools {
namespace {

/// Between the sign and the end of "+01:00" and "+0100", in minutes.
std::optional<int> minutes_of_zone(std::string_view zone) {
    if (zone == "Z" || zone == "z")
        return 0;
    if (zone.size() < 5 || (zone.front() != '+' && zone.front() != '-'))
        return std::nullopt;
    const auto hours = whole_number(zone.substr(1, 2));
    const auto minutes = whole_number(zone.substr(zone[3] == ':' ? 4 : 3));
    if (!hours || !minutes || *hours > 14 || *minutes > 59)
        return std::nullopt;
    const auto sum = static_cast<int>(*hours * 60 + *minutes);
    return zone.front() == '-' ? -sum : sum;
}

std::optional<std::chrono::sys_seconds> moment_of(std::string_view text) {
    using namespace std::chrono;
    if (text.size() < 19 || text[4] != '-' || text[7] != '-' || text[13] != ':' || text[16] != ':' ||
        (text[10] != 'T' && text[10] != ' '))
        return std::nullopt;
    int part[6]{};
    constexpr std::pair<std::size_t, std::size_t> places[6]{{0, 4}, {5, 2}, {8, 2}, {11, 2}, {14, 2}, {17, 2}};
    for (std::size_t i = 0; i < 6; ++i) {
        const auto number = whole_number(text.substr(places[i].first, places[i].second));
        if (!number)
            return std::nullopt;
        part[i] = static_cast<int>(*number);
    }
    const year_month_day date{year(part[0]), month(static_cast<unsigned>(part[1])),
                              day(static_cast<unsigned>(part[2]))};
    if (!date.ok() || part[3] > 23 || part[4] > 59 || part[5] > 60)
        return std::nullopt;
    return sys_days(date) + hours(part[3]) + minutes(part[4]) + seconds(part[5]);
}

} // namespace

std::string utc_time(std::string_view text, bool utc) {
    const auto moment = moment_of(text);
    if (!moment)
        return {};
    auto zone = text.substr(19);
    if (skip(zone, "."))
        zone.remove_prefix(std::min(zone.find_first_not_of("0123456789"), zone.size()));
    skip(zone, " ");
    const auto offset = zone.empty() && utc ? std::optional(0) : minutes_of_zone(zone);
    if (!offset)
        return {};
    const auto shifted = *moment - std::chrono::minutes(*offset);
    const auto day = std::chrono::floor<std::chrono::days>(shifted);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(shifted - day);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                       time.minutes().count(), time.seconds().count());
}

} // namespace perfeng::tools
