#include "xctrace_details.hpp"

#include "memory/memory_frames.hpp"
#include "text/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <variant>

namespace perfeng::tools {
namespace {

constexpr std::string_view no_function = "[unknown]";

/// "<Call stack limit reached>" is no name, nor is "".
std::string function_name(std::string_view responsible) {
    return memory_function_name(responsible.starts_with("<Call stack") ? "" : responsible);
}

std::vector<MemoryFrame> stack_of(const XctraceElements& elements) {
    std::vector<MemoryFrame> result;
    for (const auto& cell : elements.cells())
        if (const auto* stack = std::get_if<XctraceStack>(&cell.meaning))
            for (const auto index : elements.stack(*stack)) {
                const auto& frame = elements.frames()[index];
                result.push_back(
                    {.function = frame.raw_name.empty() ? frame.name : memory_function_name(frame.raw_name),
                     .module = frame.module,
                     .file = frame.file,
                     .line = frame.line});
            }
    return result;
}

std::string key_of(const MemoryFrame& frame) { return frame.function + '\n' + frame.module + '\n'; }

std::string key_of(const std::vector<MemoryFrame>& stack) {
    std::string key;
    for (const auto& frame : stack)
        key += fmt::format("{}{}\n{}\n", key_of(frame), frame.file, frame.line);
    return key;
}

} // namespace

XctraceDetails::Kind XctraceDetails::kind_of(const XmlScanner& row) {
    if (!row.attribute("leaked-object").empty())
        return Kind::leak;
    const auto category = row.attribute("category");
    if (category.empty() || row.attribute("address").empty())
        return Kind::other;
    return category.starts_with("VM: ") ? Kind::region : Kind::allocation;
}

void XctraceDetails::start_row(const XmlScanner& row) {
    row_.kind = kind_of(row);
    row_.bytes = whole_number(row.attribute("size"));
    row_.count = whole_number(row.attribute("count")).value_or(1);
    const auto place = row.attribute(row_.kind == Kind::leak ? "responsible-frame" : "responsible-caller");
    row_.responsible = {.function = function_name(place), .module = std::string(row.attribute("responsible-library"))};
}

void XctraceDetails::end_row(const XctraceElements& elements) {
    regions_ += row_.kind == Kind::region ? 1 : 0;
    other_rows_ += row_.kind == Kind::other ? 1 : 0;
    any_allocation_ |= row_.kind == Kind::allocation || row_.kind == Kind::region;
    any_leak_ |= row_.kind == Kind::leak;
    if (row_.kind == Kind::other || row_.kind == Kind::region)
        return;
    if (!row_.bytes) {
        ++bad_rows_;
        return;
    }
    auto stack = stack_of(elements);
    if (stack.empty())
        stack.push_back(row_.responsible);
    cut_allocators(stack);
    const bool leak = row_.kind == Kind::leak;
    auto& site = leak ? leaks_[key_of(stack)] : allocations_[key_of(stack.front())];
    if (leak && stack.front().function == no_function)
        ++leaks_without_function_;
    if (site.stack.empty())
        site.stack = std::move(stack);
    site.count += row_.count;
    site.bytes += *row_.bytes;
}

std::optional<Leaks> XctraceDetails::leaks() const {
    if (!any_leak_)
        return std::nullopt;
    Leaks leaks;
    leaks.tool = "xctrace";
    for (const auto& [key, site] : leaks_) {
        const auto& frame = site.stack[first_user_frame(site.stack)];
        leaks.sites.push_back({.kind = LeakKind::definite,
                               .count = site.count,
                               .bytes = site.bytes,
                               .function = frame.function,
                               .file = frame.file,
                               .line = frame.line,
                               .stack = site.stack});
        leaks.count += site.count;
        leaks.bytes += site.bytes;
    }
    std::ranges::stable_sort(leaks.sites, std::ranges::greater{}, &LeakSite::bytes);
    return leaks;
}

std::optional<Allocations> XctraceDetails::allocations() const {
    if (!any_allocation_)
        return std::nullopt;
    Allocations allocations;
    allocations.tool = "xctrace";
    for (const auto& [key, site] : allocations_) {
        allocations.functions.push_back({.stack = site.stack, .calls = site.count, .bytes = site.bytes});
        allocations.calls += site.count;
        allocations.bytes += site.bytes;
    }
    std::ranges::stable_sort(allocations.functions, std::ranges::greater{}, &AllocationSite::calls);
    return allocations;
}

void XctraceDetails::warn(std::vector<std::string>& warnings) const {
    if (regions_ > 0)
        warnings.push_back(fmt::format("{} regions of virtual memory left out of the allocations", regions_));
    if (other_rows_ > 0)
        warnings.push_back(fmt::format("{} rows of details other than leaks and allocations passed over", other_rows_));
    if (bad_rows_ > 0)
        warnings.push_back(fmt::format("{} rows of leaks or allocations without a size passed over", bad_rows_));
    if (leaks_without_function_ > 0)
        warnings.push_back(fmt::format("{} rows of leaks without the function that allocated: record with --launch, "
                                       "as --attach misses what was allocated before",
                                       leaks_without_function_));
}

} // namespace perfeng::tools
