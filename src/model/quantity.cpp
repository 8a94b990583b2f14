#include "perfeng/model/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace perfeng {
namespace {

constexpr std::string_view not_a_number = "n/a";

/// How to spell numbers of one size: divided, rounded, named.
struct Scale {
    double divisor = 1;
    int decimals = 0;
    std::string_view suffix;
};

// Each limit lies just under the round number, so that 0.99999 s reads "1.000 s" and not "1000.0 ms".
Scale scale_of_seconds(double size) {
    if (size >= 99.995)
        return {1, 1, " s"};
    if (size >= 9.9995)
        return {1, 2, " s"};
    if (size >= 0.99995)
        return {1, 3, " s"};
    if (size >= 9.995e-3)
        return {1e-3, 1, " ms"};
    if (size >= 0.9995e-3)
        return {1e-3, 2, " ms"};
    if (size >= 9.95e-6)
        return {1e-6, 0, " µs"};
    if (size >= 0.9995e-6)
        return {1e-6, 1, " µs"};
    if (size >= 99.5e-9)
        return {1e-9, 0, " ns"};
    if (size >= 9.95e-9)
        return {1e-9, 1, " ns"};
    return size > 0 ? Scale{1e-9, 2, " ns"} : Scale{1, 0, " s"};
}

Scale scale_of_bytes(double size) {
    constexpr double kib = 1024;
    if (size >= 1023.995 * kib * kib)
        return {kib * kib * kib, 2, " GiB"};
    if (size >= 1023.95 * kib)
        return {kib * kib, 2, " MiB"};
    if (size >= kib)
        return {kib, 1, " KiB"};
    return {1, 0, size == 1 ? " byte" : " bytes"};
}

Scale scale_of(double size, Unit unit) {
    switch (unit) {
    case Unit::seconds:
        return scale_of_seconds(std::abs(size));
    case Unit::bytes:
        return scale_of_bytes(std::abs(size));
    case Unit::count:
        break;
    }
    return {1, size == std::floor(size) ? 0 : 1, ""};
}

std::string with_commas(std::string digits) {
    const auto begin = digits.find_first_of("0123456789");
    auto at = std::min(digits.find('.'), digits.size());
    while (at > begin + 3) {
        at -= 3;
        digits.insert(at, 1, ',');
    }
    return digits;
}

std::string number(double value, const Scale& scale) {
    if (!std::isfinite(value))
        return std::string(not_a_number);
    const auto unsigned_zero = value == 0 ? 0.0 : value;
    return with_commas(fmt::format("{:.{}f}", unsigned_zero / scale.divisor, scale.decimals));
}

/// That of the larger; with decimals where either needs them.
Scale common_scale(double a, double b, Unit unit) {
    auto scale = scale_of(std::max(std::abs(a), std::abs(b)), unit);
    if (unit == Unit::count)
        scale.decimals = std::max(scale_of(a, unit).decimals, scale_of(b, unit).decimals);
    return scale;
}

/// In percent, signed, without a unit: two decimals under 1, and "0" for none at all only.
std::string signed_hundredths(double fraction) {
    if (!std::isfinite(fraction))
        return std::string(not_a_number);
    if (fraction == 0)
        return "0";
    const auto percents = fraction * 100;
    return fmt::format("{:+.{}f}", percents, std::abs(percents) < 0.995 ? 2 : 1);
}

std::string with_percent(std::string text) { return text == not_a_number ? text : text + "%"; }

} // namespace

std::string quantity(double value, Unit unit) {
    if (!std::isfinite(value))
        return std::string(not_a_number);
    const auto scale = scale_of(value, unit);
    return number(value, scale) + std::string(scale.suffix);
}

std::string seconds(double value) { return quantity(value, Unit::seconds); }
std::string bytes(double value) { return quantity(value, Unit::bytes); }
std::string count(double value) { return quantity(value, Unit::count); }

std::string quantities(Interval interval, Unit unit) {
    const auto scale = common_scale(interval.lo, interval.hi, unit);
    if (!std::isfinite(interval.lo) || !std::isfinite(interval.hi))
        return std::string(not_a_number);
    return fmt::format("{} … {}{}", number(interval.lo, scale), number(interval.hi, scale), scale.suffix);
}

std::string mean_and_deviation(double mean, double deviation, Unit unit) {
    const auto scale = common_scale(mean, deviation, unit);
    if (!std::isfinite(mean) || !std::isfinite(deviation))
        return std::string(not_a_number);
    return fmt::format("{} ± {}{}", number(mean, scale), number(deviation, scale), scale.suffix);
}

std::string percent(double fraction) {
    if (!std::isfinite(fraction))
        return std::string(not_a_number);
    const auto percents = fraction * 100;
    const auto small = percents != 0 && std::abs(percents) < 0.995;
    return fmt::format("{:.{}f}%", percents, small ? 2 : 1);
}

std::string percent_limit(double fraction) {
    // Two decimals first: 0.07 * 100 is 7.000000000000001.
    return std::isfinite(fraction) ? fmt::format("{:g}%", std::round(fraction * 1e4) / 100) : std::string(not_a_number);
}

std::string percent_change(double fraction) { return with_percent(signed_hundredths(fraction)); }

std::string percent_change(Interval interval) {
    return fmt::format("[{}, {}]", percent_change(interval.lo), percent_change(interval.hi));
}

std::string points(double fraction) { return signed_hundredths(fraction); }

std::string points(Interval interval) { return fmt::format("[{}, {}]", points(interval.lo), points(interval.hi)); }

std::string quantity_change(double value, Unit unit, double like) {
    if (!std::isfinite(value))
        return std::string(not_a_number);
    const auto scale = scale_of(like == 0 ? value : like, unit);
    return (value > 0 ? "+" : "") + number(value, scale) + std::string(scale.suffix);
}

std::string bytes_change(double value) {
    if (!std::isfinite(value))
        return std::string(not_a_number);
    if (std::abs(value) >= 1e4)
        return with_commas(fmt::format("{:+.2f}", value / 1e6)) + " MB";
    const auto sign = value > 0 ? "+" : value < 0 ? "-" : "";
    return sign + counted(static_cast<std::uint64_t>(std::llround(std::abs(value))), "byte");
}

std::string counted(std::uint64_t number, std::string_view noun) {
    return fmt::format("{} {}{}", with_commas(std::to_string(number)), noun, number == 1 ? "" : "s");
}

} // namespace perfeng
