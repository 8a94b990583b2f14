#include "macos_report.hpp"

#include "text/reading.hpp"

#include <fmt/format.h>

#include <array>
#include <chrono>
#include <optional>
#include <utility>

namespace perfeng::tools {
namespace {

/// The numbers of "10:21:28.347" or "2019-07-04"; what follows the third is left out.
std::optional<std::array<int, 3>> three_numbers(std::string_view text, char separator) {
    std::array<int, 3> numbers{};
    for (auto& number : numbers) {
        const auto end = std::min(text.find_first_not_of("0123456789"), text.size());
        const auto value = whole_number(text.substr(0, end));
        if (!value || *value > 9999)
            return std::nullopt;
        number = static_cast<int>(*value);
        text.remove_prefix(end);
        if (&number != &numbers.back() && !skip(text, {&separator, 1}))
            return std::nullopt;
    }
    return numbers;
}

/// "-0600" as minutes.
std::optional<int> zone_offset(std::string_view zone) {
    const bool west = zone.starts_with('-');
    if (zone.size() != 5 || (!west && !zone.starts_with('+')))
        return std::nullopt;
    const auto number = whole_number(zone.substr(1));
    if (!number)
        return std::nullopt;
    const auto minutes = static_cast<int>(*number / 100 * 60 + *number % 100);
    return west ? -minutes : minutes;
}

} // namespace

std::string_view without_pid(std::string_view process) { return trim(process.substr(0, process.rfind(" ["))); }

std::string utc_of_report(std::string_view local) {
    namespace chrono = std::chrono;
    const auto day = three_numbers(take_word(local), '-');
    const auto time = three_numbers(take_word(local), ':');
    const auto zone = zone_offset(take_word(local));
    if (!day || !time || !zone)
        return {};
    const auto date = chrono::year((*day)[0]) / (*day)[1] / (*day)[2];
    if (!date.ok() || (*time)[0] > 23 || (*time)[1] > 59 || (*time)[2] > 60)
        return {};
    const auto moment = chrono::sys_days(date) + chrono::hours((*time)[0]) + chrono::minutes((*time)[1] - *zone) +
                        chrono::seconds((*time)[2]);
    const auto midnight = chrono::floor<chrono::days>(moment);
    const chrono::year_month_day utc(midnight);
    const chrono::hh_mm_ss clock(moment - midnight);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(utc.year()),
                       static_cast<unsigned>(utc.month()), static_cast<unsigned>(utc.day()), clock.hours().count(),
                       clock.minutes().count(), clock.seconds().count());
}

void read_macos_report_line(std::string_view line, Contents& contents) {
    const auto value_of = [&](std::string_view key) { return skip(line, key) ? trim(line) : std::string_view(); };
    const auto put = [](std::string& field, std::string_view value) {
        if (field.empty())
            field = value;
    };
    put(contents.program, without_pid(value_of("Process:")));
    put(contents.environment.os, value_of("OS Version:"));
    put(contents.environment.architecture, value_of("Code Type:"));
    put(contents.created, utc_of_report(value_of("Date/Time:")));
}

} // namespace perfeng::tools
