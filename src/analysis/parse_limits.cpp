#include "perfeng/analysis/limits.hpp"
#include "perfeng/model/error.hpp"
#include "perfeng/process/program.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <optional>

namespace perfeng::analysis {
namespace {

/// "NAME=LIMIT", split at the last "=": a benchmark's name may have some.
struct Assignment {
    std::string_view metric;
    Unit unit;
    std::string_view limit;
};

/// "150ms", split; `number` is absent where the text does not begin with one.
struct Amount {
    std::optional<double> number;
    std::string_view unit;
};

struct Multiple {
    std::string_view name;
    Unit unit;
    double size;
};

constexpr Multiple multiples[] = {
    {"ns", Unit::seconds, 1e-9},  {"us", Unit::seconds, 1e-6},  {"µs", Unit::seconds, 1e-6},
    {"ms", Unit::seconds, 1e-3},  {"s", Unit::seconds, 1},      {"min", Unit::seconds, 60},
    {"B", Unit::bytes, 1},        {"kB", Unit::bytes, 1e3},     {"KB", Unit::bytes, 1e3},
    {"MB", Unit::bytes, 1e6},     {"GB", Unit::bytes, 1e9},     {"KiB", Unit::bytes, 0x1p10},
    {"MiB", Unit::bytes, 0x1p20}, {"GiB", Unit::bytes, 0x1p30},
};

Error unknown_metric(std::string_view name) {
    std::vector<std::string> names;
    std::string all;
    for (const auto& kind : metric_kinds()) {
        names.emplace_back(kind.name);
        all += (all.empty() ? "" : ", ") + names.back();
    }
    const auto nearest = process::nearest_word(name, names);
    return {fmt::format("unknown metric '{}'", name),
            nearest ? fmt::format("did you mean '{}'? The metrics are: {}", *nearest, all) : "the metrics are: " + all};
}

Assignment split_assignment(std::string_view text, std::string_view example) {
    const auto equals = text.rfind('=');
    if (equals == std::string_view::npos)
        throw Error(fmt::format("'{}' sets no limit", text), fmt::format("write METRIC=LIMIT, such as {}", example));
    const auto name = text.substr(0, equals);
    const auto* kind = find_metric_kind(name);
    if (!kind)
        throw unknown_metric(name);
    return {name, kind->unit, text.substr(equals + 1)};
}

/// Digits with at most one point; no sign, no exponent.
Amount split_amount(std::string_view text) {
    const auto end = std::min(text.find_first_not_of("0123456789."), text.size());
    const std::string digits(text.substr(0, end));
    auto unit = text.substr(end);
    unit.remove_prefix(std::min(unit.find_first_not_of(' '), unit.size()));
    const auto points = digits.size() - std::string_view(digits).find_first_of('.');
    const bool one_point = digits.find('.') == digits.rfind('.');
    if (digits.empty() || !one_point || (points == 1 && digits.size() == 1))
        return {std::nullopt, unit};
    return {std::strtod(digits.c_str(), nullptr), unit};
}

std::optional<double> size_of(std::string_view name, Unit unit) {
    if (name.empty())
        return 1;
    for (const auto& multiple : multiples)
        if (multiple.name == name && multiple.unit == unit)
            return multiple.size;
    return std::nullopt;
}

std::string_view example_of(Unit unit) {
    switch (unit) {
    case Unit::seconds:
        return "150ms";
    case Unit::bytes:
        return "200MB or 200MiB";
    case Unit::count:
        return "5000";
    }
    return "5000";
}

} // namespace

std::optional<double> parse_fraction(std::string_view text) {
    const auto [number, unit] = split_amount(text);
    if (!number || (!unit.empty() && unit != "%"))
        return std::nullopt;
    return unit == "%" ? *number / 100 : *number;
}

Threshold parse_threshold(std::string_view text) {
    const auto [metric, unit_of_metric, limit] = split_assignment(text, "cpu_time=3%");
    const auto fraction = parse_fraction(limit);
    if (!fraction)
        throw Error(fmt::format("'{}' is no threshold of {}", limit, metric),
                    fmt::format("write a percentage, such as {}=3%", metric));
    if (*fraction > 1 && !limit.ends_with('%'))
        throw Error(fmt::format("{}={} would allow {:g} times as much", metric, limit, 1 + *fraction),
                    fmt::format("write {}={}% for a percentage", metric, limit));
    return {.metric = std::string(metric), .limit = *fraction, .explicit_by_user = true};
}

Budget parse_budget(std::string_view text) {
    const auto [metric, unit_of_metric, limit] = split_assignment(text, "peak_rss=200MB");
    const auto [number, unit] = split_amount(limit);
    const auto size = size_of(unit, unit_of_metric);
    if (!number || !size)
        throw Error(fmt::format("'{}' is no budget of {}", limit, metric),
                    fmt::format("write a number and a unit, such as {}={}", metric, example_of(unit_of_metric)));
    return {.metric = std::string(metric), .limit = *number * *size, .text = std::string(limit)};
}

} // namespace perfeng::analysis
