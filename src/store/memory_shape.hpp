#pragma once

#include "shape.hpp"

#include "perfeng/model/measurement.hpp"

#include <type_traits>
#include <utility>

namespace perfeng::store {

void describe(auto& a, like<MemoryFrame> auto& frame) {
    a.required("function", frame.function);
    a.field("module", frame.module);
    a.field("file", frame.file);
    a.field("line", frame.line);
}

/// The first frame's fields stand beside the stack too, so that a reader who wants the place alone finds it.
template <like<AllocationSite> Site> void describe(auto& a, Site& site) {
    auto place = site.stack.empty() ? MemoryFrame{} : site.stack.front();
    a.required("name", place.function);
    a.required("module", place.module);
    a.required("file", place.file);
    a.required("line", place.line);
    a.required("calls", site.calls);
    a.required("bytes", site.bytes);
    a.field("temporary", site.temporary);
    a.field("peak_bytes", site.peak_bytes);
    a.field("stack", site.stack);
    if constexpr (!std::is_const_v<Site>)
        if (site.stack.empty() && !place.function.empty())
            site.stack.push_back(std::move(place));
}

void describe(auto& a, like<Allocations> auto& allocations) {
    a.required("tool", allocations.tool);
    a.required("calls", allocations.calls);
    a.required("bytes", allocations.bytes);
    a.required("peak_bytes", allocations.peak_bytes);
    a.required("temporary", allocations.temporary);
    a.required("functions", allocations.functions);
}

void describe(auto& a, like<LeakSite> auto& site) {
    a.required("kind", site.kind);
    a.required("count", site.count);
    a.required("bytes", site.bytes);
    a.required("function", site.function);
    a.required("file", site.file);
    a.required("line", site.line);
    a.required("stack", site.stack);
}

void describe(auto& a, like<Leaks> auto& leaks) {
    a.required("tool", leaks.tool);
    a.required("count", leaks.count);
    a.required("bytes", leaks.bytes);
    a.field("possible_count", leaks.possible_count);
    a.field("possible_bytes", leaks.possible_bytes);
    a.field("reachable_count", leaks.reachable_count);
    a.field("reachable_bytes", leaks.reachable_bytes);
    a.field("other_errors", leaks.other_errors);
    a.field("new_count", leaks.new_count);
    a.field("new_bytes", leaks.new_bytes);
    a.required("sites", leaks.sites);
}

} // namespace perfeng::store
