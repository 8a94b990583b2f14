#include "figures.hpp"

#include "perfeng/measure/metrics.hpp"

#include <string_view>

namespace perfeng::pipeline {
namespace {

void add_figure(Measurement& measurement, std::string_view name, std::uint64_t value) {
    if (find_metric(measurement, name) == nullptr)
        measurement.metrics.push_back(measure::make_metric(name, {static_cast<double>(value)}));
}

} // namespace

void add_size_figures(Measurement& measurement) {
    const auto& executable = measurement.executable;
    if (executable.file_size > 0)
        add_figure(measurement, "file_size", executable.file_size);
    if (!executable.sections)
        return;
    add_figure(measurement, "text_size", executable.sections->text);
    add_figure(measurement, "data_size", executable.sections->data);
    add_figure(measurement, "bss_size", executable.sections->bss);
    add_figure(measurement, "debug_size", executable.sections->debug);
}

void add_allocation_figures(Measurement& measurement) {
    if (!measurement.allocations)
        return;
    const auto& allocations = *measurement.allocations;
    add_figure(measurement, "allocations", allocations.calls);
    if (allocations.bytes > 0)
        add_figure(measurement, "allocated_bytes", allocations.bytes);
    if (allocations.peak_bytes == 0) // a tool that samples allocations (pprof) knows neither
        return;
    add_figure(measurement, "peak_heap", allocations.peak_bytes);
    add_figure(measurement, "temporary_allocations", allocations.temporary);
}

void add_leak_figures(Measurement& measurement) {
    if (!measurement.leaks)
        return;
    add_figure(measurement, "leaks", measurement.leaks->count);
    add_figure(measurement, "leaked_bytes", measurement.leaks->bytes);
}

} // namespace perfeng::pipeline
