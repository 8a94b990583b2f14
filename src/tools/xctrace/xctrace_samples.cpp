#include "xctrace_samples.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace perfeng::tools {
namespace {

struct Measure {
    std::string_view event;
    Unit unit;
    double scale;
};

Measure measure_of(XctraceTag kind) {
    if (kind == XctraceTag::cycle_weight)
        return {"cycles", Unit::count, 1};
    if (kind == XctraceTag::pmc_event)
        return {"pmc-events", Unit::count, 1};
    if (kind == XctraceTag::kperf_bt)
        return {"samples", Unit::count, 1};
    return {"time", Unit::seconds, 1e-9};
}

/// Numbers the frames that are used anew, in the order of their use.
class UsedFrames {
public:
    explicit UsedFrames(const std::vector<Frame>& all) : all_(all), numbers_(all.size(), unused) {}

    std::uint32_t number(std::uint32_t frame) {
        if (numbers_[frame] == unused) {
            numbers_[frame] = static_cast<std::uint32_t>(frames.size());
            frames.push_back(all_[frame]);
        }
        return numbers_[frame];
    }

    std::vector<Frame> frames;

private:
    static constexpr std::uint32_t unused = UINT32_MAX;
    const std::vector<Frame>& all_;
    std::vector<std::uint32_t> numbers_;
};

} // namespace

void XctraceProcesses::add(XctraceProcess process, double weight) {
    auto& part = parts_[process.pid];
    part.name = process.name;
    part.weight += weight;
    ++part.rows;
}

std::uint64_t XctraceProcesses::choose(std::optional<std::uint64_t> asked, const std::string& things,
                                       const XctraceElements& elements, std::vector<std::string>& warnings) const {
    const auto largest = std::ranges::max_element(
        parts_, {}, [](const auto& entry) { return std::pair(entry.first != 0, entry.second.weight); });
    const auto chosen = asked ? *asked : largest != parts_.end() ? largest->first : 0;
    if (asked && !parts_.contains(*asked))
        warnings.push_back(fmt::format("no {} of process {}", things, *asked));
    std::uint64_t rows = 0;
    std::string names;
    for (const auto& [pid, part] : parts_)
        if (pid != chosen) {
            rows += part.rows;
            names += fmt::format("{}{} ({})", names.empty() ? "" : ", ", elements.string(part.name), pid);
        }
    if (rows > 0)
        warnings.push_back(fmt::format("{} {} of other processes left out: {}", rows, things, names));
    return chosen;
}

bool XctraceSamples::add(const XctraceThread& thread, std::optional<XctraceStack> stack, XctraceTag kind,
                         std::uint64_t weight) {
    if (kind_.value_or(kind) != kind)
        return false;
    kind_ = kind;
    processes_.add(thread.process, static_cast<double>(weight));
    const std::array<std::uint64_t, 4> key{thread.process.pid, thread.name, stack ? 1U : 0U, stack ? stack->id : 0U};
    const auto [id, added] = keys_.intern({reinterpret_cast<const char*>(key.data()), sizeof key});
    if (added)
        costs_.push_back({.thread = thread, .stack = stack});
    costs_[id].weight += weight;
    ++costs_[id].samples;
    return true;
}

Profile XctraceSamples::profile(std::optional<std::uint64_t> pid, const XctraceElements& elements,
                                std::vector<std::string>& warnings) const {
    const auto measure = measure_of(kind_.value_or(XctraceTag::weight));
    const auto chosen = processes_.choose(pid, "samples", elements, warnings);
    Profile profile;
    profile.tool = "xctrace";
    profile.event = measure.event;
    profile.unit = measure.unit;
    UsedFrames used(elements.frames());
    for (const auto& cost : costs_) {
        if (cost.thread.process.pid != chosen)
            continue;
        Stack stack{.frames = cost.stack ? elements.stack(*cost.stack) : std::vector<std::uint32_t>{},
                    .weight = static_cast<double>(cost.weight) * measure.scale,
                    .samples = cost.samples,
                    .thread = elements.string(cost.thread.name)};
        for (auto& frame : stack.frames)
            frame = used.number(frame);
        profile.samples += stack.samples;
        profile.weight += stack.weight;
        profile.stacks.push_back(std::move(stack));
    }
    profile.frames = std::move(used.frames);
    return profile;
}

} // namespace perfeng::tools
