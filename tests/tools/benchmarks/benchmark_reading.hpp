#pragma once

#include "catch.hpp"

#include "perfeng/tools/format.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

using Trials = std::map<std::string, std::vector<double>>;

inline Read<Contents> read_as(std::string_view format, std::string_view text) {
    auto read = find_format(format)->read(text);
    INFO((read ? "" : to_string(read.error())));
    REQUIRE(read.has_value());
    return std::move(*read);
}

inline Trials trials_of(const Contents& contents) {
    Trials trials;
    for (const auto& metric : contents.metrics)
        trials[metric.name] = metric.trials;
    return trials;
}

inline const Metric& metric_of(const Contents& contents, std::string_view name) {
    for (const auto& metric : contents.metrics)
        if (metric.name == name)
            return metric;
    FAIL("no metric " << name);
    throw 0;
}

inline std::string refusal_of(std::string_view format, std::string_view text) {
    const auto read = find_format(format)->read(text);
    REQUIRE_FALSE(read.has_value());
    return to_string(read.error());
}

inline Recognition recognised_as(std::string_view format, std::string_view text, bool whole = true) {
    return find_format(format)->recognise({text, whole});
}

} // namespace perfeng::tools
