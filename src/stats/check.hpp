#pragma once

#include <algorithm>
#include <cmath>
#include <span>
#include <stdexcept>
#include <string>

namespace perfeng::stats {

inline void require(bool holds, const std::string& what) {
    if (!holds)
        throw std::invalid_argument(what);
}

inline void require_finite(std::span<const double> values) {
    require(std::ranges::all_of(values, [](double value) { return std::isfinite(value); }), "a value isn't finite");
}

} // namespace perfeng::stats
