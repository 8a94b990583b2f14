#include "json_document.hpp"

#include "text/looks.hpp"
#include "text/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace perfeng::tools {
namespace {

constexpr std::string_view bare_numbers[] = {"NaN", "-NaN", "Infinity", "-Infinity", "nan", "-nan", "inf", "-inf"};

std::string_view bare_number_at(std::string_view text) {
    for (const auto word : bare_numbers)
        if (text.starts_with(word))
            return word;
    return {};
}

bool may_begin_bare_number(char letter) { return std::string_view("N-Ini").find(letter) != std::string_view::npos; }

/// Words that stand outside of strings become null. Copies whole stretches, each byte once.
std::string without_bare_numbers(std::string_view text) {
    std::string clean;
    std::size_t copied = 0;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (in_string && text[i] == '\\') {
            ++i;
        } else if (text[i] == '"') {
            in_string = !in_string;
        } else if (!in_string && may_begin_bare_number(text[i])) {
            const auto word = bare_number_at(text.substr(i));
            if (word.empty())
                continue;
            clean.append(text.substr(copied, i - copied)).append("null");
            copied = i + word.size();
            i = copied - 1;
        }
    }
    return clean.append(text.substr(copied));
}

bool has_bare_numbers(std::string_view text) {
    return std::ranges::any_of(bare_numbers,
                               [&](std::string_view word) { return text.find(word) != std::string_view::npos; });
}

tl::expected<Json, ReadError> parsed(std::string_view text) {
    try {
        return Json::parse(text.begin(), text.end());
    } catch (const Json::parse_error& error) {
        const auto at = std::min(error.byte > 0 ? error.byte - 1 : 0, text.size());
        const auto line = static_cast<std::size_t>(std::ranges::count(text.substr(0, at), '\n')) + 1;
        return refuse(line, at == text.size() ? "the end" : text.substr(at, 20), "JSON, whole and well-formed");
    } catch (const Json::exception&) {
        return refuse(0, "a number beyond all sense", "JSON, whole and well-formed");
    }
}

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

tl::expected<Json, ReadError> json_document(std::string_view text) {
    skip(text, "\xef\xbb\xbf");
    return has_bare_numbers(text) ? parsed(without_bare_numbers(text)) : parsed(text);
}

std::optional<double> number_at(const Json& object, std::string_view key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
}

std::string text_at(const Json& object, std::string_view key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

const Json& array_at(const Json& object, std::string_view key) {
    static const Json none = Json::array();
    const auto found = object.find(key);
    return found != object.end() && found->is_array() ? *found : none;
}

const Json& object_at(const Json& object, std::string_view key) {
    static const Json none = Json::object();
    const auto found = object.find(key);
    return found != object.end() && found->is_object() ? *found : none;
}

Recognition begins_with_tokens(Head head, std::initializer_list<std::string_view> tokens) {
    auto text = head.text;
    for (const auto token : tokens) {
        text = without_lead(text);
        if (text.starts_with(token))
            text.remove_prefix(token.size());
        else
            return !head.whole && token.starts_with(text) ? Recognition::need_more : Recognition::no;
    }
    return Recognition::yes;
}

std::string utc_time(std::string_view text, bool utc) {
    const auto moment = moment_of(text);
    if (!moment)
        return {};
    auto zone = text.substr(19);
    if (skip(zone, "."))
        zone.remove_prefix(std::min(zone.find_first_not_of("0123456789"), zone.size()));
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
