#pragma once

#include "perfeng/model/comparison.hpp"

#include <string_view>

namespace perfeng::analysis {

inline void add_note(MetricChange& metric, std::string_view note) {
    if (!metric.note.empty())
        metric.note += "; ";
    metric.note += note;
}

} // namespace perfeng::analysis
