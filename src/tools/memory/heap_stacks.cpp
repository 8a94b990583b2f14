#include "heap_stacks.hpp"

#include "memory_frames.hpp"
#include "valgrind_frames.hpp"

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>

namespace perfeng::tools {
namespace {

std::string_view heap_stack_key(std::span<const std::uint32_t> frames) {
    return {reinterpret_cast<const char*>(frames.data()), frames.size_bytes()};
}

MemoryFrame memory_frame_of(const Frame& frame) { return {frame.name, frame.module, frame.file, frame.line}; }

auto allocation_rank(const AllocationSite& site) { return std::tuple(site.calls, site.bytes, site.peak_bytes); }

void add_figures(AllocationSite& site, const AllocationSite& part) {
    site.calls += part.calls;
    site.bytes += part.bytes;
    site.temporary += part.temporary;
    site.peak_bytes += part.peak_bytes;
}

MemoryFrame unknown_place() { return {memory_function_name({}), {}, {}, 0}; }

void begin_with_user_frame(std::vector<MemoryFrame>& stack) {
    cut_allocators(stack);
    stack.erase(stack.begin(), stack.begin() + static_cast<std::ptrdiff_t>(first_user_frame(stack)));
    if (stack.empty())
        stack.push_back(unknown_place());
}

void sort_allocation_sites(std::vector<AllocationSite>& sites) {
    std::ranges::stable_sort(sites, std::ranges::greater{}, allocation_rank);
}

} // namespace

void FunctionSites::add(AllocationSite part) {
    begin_with_user_frame(part.stack);
    auto& [site, largest] = functions_[{part.stack.front().function, part.stack.front().module}];
    add_figures(site, part);
    if (site.stack.empty() || allocation_rank(part) > allocation_rank(largest)) {
        site.stack = std::exchange(part.stack, {});
        largest = std::move(part);
    }
}

std::vector<AllocationSite> FunctionSites::take() {
    std::vector<AllocationSite> sites;
    for (auto& [key, merged] : functions_)
        sites.push_back(std::move(merged.site));
    functions_.clear();
    sort_allocation_sites(sites);
    return sites;
}

Metric heap_metric(std::string_view name, std::uint64_t value) {
    const auto* const kind = find_metric_kind(name);
    Metric metric{.name = std::string(name), .unit = kind->unit, .better = kind->better};
    metric.trials = {static_cast<double>(value)};
    return metric;
}

std::uint32_t HeapStacks::frame(std::string_view description, bool inlined) {
    const auto [id, added] = names_.intern(description, inlined ? 1 : 0);
    if (!added)
        return id;
    auto described = described_frame(description);
    frames_.push_back({.name = memory_function_name(described.function),
                       .raw_name = described.function,
                       .module = std::move(described.module),
                       .file = std::move(described.file),
                       .line = described.line,
                       .inlined = inlined});
    const auto frame = memory_frame_of(frames_.back());
    kinds_.push_back({.function = functions_.intern(frame.function + '\n' + frame.module).id,
                      .allocator = is_allocator(frame),
                      .user_code = is_user_code(frame),
                      .named_place = is_named_place(frame)});
    return id;
}

void HeapStacks::add(std::span<const std::uint32_t> frames, const AllocationSite& figures) {
    const auto place = std::ranges::find_if_not(frames, [&](std::uint32_t id) { return kinds_[id].allocator; });
    if (place != frames.end())
        frames = {place, frames.end()};
    const auto [id, added] = stacks_.intern(heap_stack_key(frames));
    if (added)
        figures_.emplace_back();
    add_figures(figures_[id], figures);
}

std::vector<std::uint32_t> HeapStacks::frames_of(std::uint32_t stack) const {
    const auto bytes = stacks_[stack];
    std::vector<std::uint32_t> frames(bytes.size() / sizeof(std::uint32_t));
    if (!frames.empty())
        std::memcpy(frames.data(), bytes.data(), bytes.size());
    return frames;
}

std::vector<std::uint32_t> HeapStacks::place_of(std::uint32_t stack) const {
    auto frames = frames_of(stack);
    const auto first = first_user_index(
        frames.size(), [&](std::size_t at) { return kinds_[frames[at]].user_code; },
        [&](std::size_t at) { return kinds_[frames[at]].named_place; });
    frames.erase(frames.begin(), frames.begin() + static_cast<std::ptrdiff_t>(first));
    return frames;
}

AllocationSite HeapStacks::site_of(std::uint32_t stack, const AllocationSite& figures) const {
    auto site = figures;
    for (const auto frame : place_of(stack))
        site.stack.push_back(memory_frame_of(frames_[frame]));
    if (site.stack.empty())
        site.stack.push_back(unknown_place());
    return site;
}

std::vector<AllocationSite> HeapStacks::sites() const {
    struct Merged {
        AllocationSite figures;
        std::uint32_t largest = 0; ///< stack
    };
    std::map<std::optional<std::uint32_t>, Merged> functions;
    for (std::uint32_t stack = 0; stack < figures_.size(); ++stack) {
        const auto place = place_of(stack);
        const auto function = place.empty() ? std::nullopt : std::optional(kinds_[place.front()].function);
        const auto [known, added] = functions.try_emplace(function);
        auto& [figures, largest] = known->second;
        add_figures(figures, figures_[stack]);
        if (added || allocation_rank(figures_[stack]) > allocation_rank(figures_[largest]))
            largest = stack;
    }
    std::vector<AllocationSite> sites;
    for (const auto& [function, merged] : functions)
        sites.push_back(site_of(merged.largest, merged.figures));
    sort_allocation_sites(sites);
    return sites;
}

Profile HeapStacks::profile(std::string_view tool) const {
    Profile profile{.tool = std::string(tool), .event = "heap at peak", .unit = Unit::bytes};
    profile.frames = frames_;
    for (std::uint32_t stack = 0; stack < figures_.size(); ++stack) {
        if (figures_[stack].peak_bytes == 0)
            continue;
        profile.stacks.push_back(
            {.frames = frames_of(stack), .weight = static_cast<double>(figures_[stack].peak_bytes)});
        profile.weight += profile.stacks.back().weight;
    }
    return profile;
}

} // namespace perfeng::tools
