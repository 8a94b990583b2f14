#include "heaptrack_events.hpp"

#include "heap_stacks.hpp"
#include "memory_frames.hpp"
#include "text/reading.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace perfeng::tools {
namespace {

constexpr std::uint64_t file_format = 3;

std::optional<std::uint64_t> take_hex(std::string_view& rest) { return whole_number(take_word(rest), 16); }

/// An index of at most `limit`.
std::optional<std::uint32_t> take_index(std::string_view& rest, std::size_t limit) {
    const auto value = take_hex(rest);
    return value && *value <= limit ? std::optional(static_cast<std::uint32_t>(*value)) : std::nullopt;
}

tl::unexpected<std::string_view> expected(std::string_view what) { return tl::unexpected(what); }

} // namespace

HeaptrackEvents::Read HeaptrackEvents::add_line(std::string_view line) {
    if (line.starts_with("# ips:"))
        closed_ = true;
    if (line.size() < 2 || line[1] != ' ' || line.front() == '#')
        return {};
    program_ended_ = line.front() == 'R';
    const auto rest = line.substr(2);
    if (line.front() == 'v')
        return add_version(rest);
    if (!started_)
        return {};
    switch (line.front()) {
    case '+':
        return allocate(rest);
    case '-':
        return release(rest);
    case 'a':
        return add_block(rest);
    case 't':
        return add_trace(rest);
    case 'i':
        return add_pointer(rest);
    case 's':
        return add_string(rest);
    case 'X':
        command_ = rest;
        return {};
    case 'x': // modules by address, where the interpreter would have put instruction pointers
        return expected("what heaptrack makes of a raw recording: zstd -dc FILE.raw.zst | "
                        "/usr/lib/heaptrack/libexec/heaptrack_interpret > FILE.txt");
    default: // time stamps, resident memory, suppressions
        return {};
    }
}

HeaptrackEvents::Read HeaptrackEvents::add_version(std::string_view rest) {
    take_word(rest);
    if (take_hex(rest) != file_format)
        return expected("a record of file format 3 (heaptrack 1.4 or later)");
    started_ = true;
    return {};
}

HeaptrackEvents::Read HeaptrackEvents::add_string(std::string_view rest) {
    const auto length = take_hex(rest);
    if (length != rest.size())
        return expected("a string of the length before it");
    strings_.emplace_back(rest);
    return {};
}

HeaptrackEvents::Read HeaptrackEvents::add_pointer(std::string_view rest) {
    take_word(rest);
    const auto module = take_index(rest, strings_.size());
    if (!module)
        return expected("an instruction pointer in a known module");
    Pointer pointer{*module, {}};
    while (!rest.empty()) {
        const auto function = take_index(rest, strings_.size());
        const auto file = rest.empty() ? 0 : take_index(rest, strings_.size());
        const auto line = rest.empty() ? 0 : take_index(rest, std::numeric_limits<std::int32_t>::max());
        if (!function || !file || !line)
            return expected("function, file and line of an instruction pointer");
        pointer.places.push_back({*function, *file, *line});
    }
    pointers_.push_back(std::move(pointer));
    return {};
}

HeaptrackEvents::Read HeaptrackEvents::add_trace(std::string_view rest) {
    const auto pointer = take_index(rest, pointers_.size());
    const auto parent = take_index(rest, traces_.size());
    if (!pointer || !parent)
        return expected("a trace of a known pointer and parent");
    traces_.push_back({*pointer, *parent});
    return {};
}

HeaptrackEvents::Read HeaptrackEvents::add_block(std::string_view rest) {
    const auto size = take_hex(rest);
    const auto trace = take_index(rest, traces_.size());
    if (!size || !trace)
        return expected("an allocation of a size at a known trace");
    blocks_.push_back({.size = *size, .trace = *trace});
    last_allocated_ = nullptr; // the vector may have moved
    return {};
}

HeaptrackEvents::Block* HeaptrackEvents::find_block(std::string_view rest) {
    const auto index = whole_number(rest, 16);
    return index && *index < blocks_.size() ? &blocks_[static_cast<std::size_t>(*index)] : nullptr;
}

void HeaptrackEvents::before_change(Block& block) const {
    if (block.changed_after_peak == peak_number_)
        return;
    block.changed_after_peak = peak_number_;
    block.live_at_peak = block.live;
}

HeaptrackEvents::Read HeaptrackEvents::allocate(std::string_view rest) {
    Block* block = find_block(rest);
    if (!block)
        return expected("a known allocation");
    before_change(*block);
    ++block->calls;
    ++block->live;
    live_bytes_ += block->size;
    if (live_bytes_ > peak_bytes_) {
        peak_bytes_ = live_bytes_;
        ++peak_number_;
    }
    last_allocated_ = block;
    return {};
}

HeaptrackEvents::Read HeaptrackEvents::release(std::string_view rest) {
    Block* block = find_block(rest);
    if (!block || block->live == 0)
        return expected("an allocation that was not yet freed");
    before_change(*block);
    --block->live;
    live_bytes_ -= block->size;
    if (block == last_allocated_)
        ++block->temporary;
    last_allocated_ = nullptr;
    return {};
}

std::string_view HeaptrackEvents::text(std::uint32_t string) const {
    return string == 0 ? std::string_view{} : strings_[string - 1];
}

std::vector<std::uint32_t> HeaptrackEvents::append_frames(const Pointer& pointer, std::vector<MemoryFrame>& all,
                                                          std::vector<std::string>& names) const {
    std::vector<std::uint32_t> appended;
    const std::string module(text(pointer.module));
    const auto append = [&](MemoryFrame frame) {
        appended.push_back(static_cast<std::uint32_t>(all.size()));
        all.push_back(std::move(frame));
    };
    if (pointer.places.empty())
        append({memory_function_name({}), module, {}, 0});
    for (const Place& place : pointer.places) {
        std::string& name = names[place.function];
        if (name.empty())
            name = memory_function_name(text(place.function));
        append({name, module, std::string(text(place.file)), static_cast<int>(place.line)});
    }
    return appended;
}

std::vector<std::vector<std::uint32_t>> HeaptrackEvents::frames_of_pointers(std::vector<MemoryFrame>& all) const {
    std::vector<std::string> names(strings_.size() + 1);
    std::vector<std::vector<std::uint32_t>> frames;
    frames.reserve(pointers_.size());
    for (const Pointer& pointer : pointers_)
        frames.push_back(append_frames(pointer, all, names));
    return frames;
}

std::vector<AllocationSite> HeaptrackEvents::figures_of_traces() const {
    std::vector<AllocationSite> traces(traces_.size() + 1);
    for (const Block& block : blocks_) {
        AllocationSite& site = traces[block.trace];
        const bool changed = block.changed_after_peak == peak_number_;
        site.calls += block.calls;
        site.bytes += block.calls * block.size;
        site.temporary += block.temporary;
        site.peak_bytes += (changed ? block.live_at_peak : block.live) * block.size;
    }
    return traces;
}

void HeaptrackEvents::add_stacks(Allocations& allocations) const {
    const auto pointers = frames_of_pointers(allocations.frames);
    const auto figures = figures_of_traces();
    for (std::uint32_t trace = 0; trace < figures.size(); ++trace) {
        const auto& [unused, calls, bytes, temporary, peak_bytes] = figures[trace];
        if (calls == 0)
            continue;
        auto& stack = allocations.stacks.emplace_back(AllocationStack{{}, calls, bytes, temporary, peak_bytes});
        for (auto at = trace; at != 0; at = traces_[at - 1].parent)
            if (const auto pointer = traces_[at - 1].pointer; pointer != 0)
                stack.frames.insert(stack.frames.end(), pointers[pointer - 1].begin(), pointers[pointer - 1].end());
    }
}

Allocations HeaptrackEvents::allocations() const {
    Allocations result;
    result.tool = "heaptrack";
    result.peak_bytes = peak_bytes_;
    add_stacks(result);
    FunctionSites sites;
    for (const auto& [frames, calls, bytes, temporary, peak_bytes] : result.stacks) {
        result.calls += calls;
        result.bytes += bytes;
        result.temporary += temporary;
        AllocationSite site{{}, calls, bytes, temporary, peak_bytes};
        for (const auto frame : frames)
            site.stack.push_back(result.frames[frame]);
        sites.add(std::move(site));
    }
    result.functions = sites.take();
    return result;
}

} // namespace perfeng::tools
