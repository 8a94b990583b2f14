#pragma once

#include "perfeng/model/executable.hpp"
#include "perfeng/model/metric.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// A size in bytes, named "text_size", or "text_size[file]" where several files are told apart.
[[nodiscard]] inline Metric size_metric(std::string_view name, std::uint64_t bytes, std::string_view file = {}) {
    Metric metric{.name = std::string(name), .unit = Unit::bytes, .better = Better::lower};
    if (!file.empty())
        metric.name += '[' + std::string(file) + ']';
    metric.trials = {static_cast<double>(bytes)};
    return metric;
}

/// The four of Sections.
inline void add_section_metrics(std::vector<Metric>& metrics, const Sections& sections, std::string_view file = {}) {
    metrics.push_back(size_metric("text_size", sections.text, file));
    metrics.push_back(size_metric("data_size", sections.data, file));
    metrics.push_back(size_metric("bss_size", sections.bss, file));
    metrics.push_back(size_metric("debug_size", sections.debug, file));
}

} // namespace perfeng::tools
