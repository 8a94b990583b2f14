#include "false_alarm.hpp"

#include "words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace perfeng::analysis {
namespace {

constexpr double few_blocks = 1000;
constexpr double large_block = 1024 * 1024;
constexpr double seldom = 100; // a second
constexpr double start_up_time = 0.05;
constexpr double large_share = 0.2;
constexpr double copying_share = 0.25;

std::optional<FalseAlarmResult> are_copies_kept(const Gathered& gathered) {
    if (gathered.allocations == 0)
        return std::nullopt;
    const auto held = static_cast<double>(gathered.held_at_peak) / static_cast<double>(gathered.allocated_bytes);
    return FalseAlarmResult{
        held > 0.5, fmt::format("{} of what is allocated there is still held at the peak of the heap", percent(held))};
}

std::optional<FalseAlarmResult> are_blocks_few_and_large(const Gathered& gathered) {
    if (gathered.allocations == 0)
        return std::nullopt;
    const auto blocks = static_cast<double>(gathered.allocations);
    const auto size = static_cast<double>(gathered.allocated_bytes) / blocks;
    return FalseAlarmResult{blocks < few_blocks || size > large_block,
                            fmt::format("{} blocks are allocated there, of {} on average",
                                        quantity(blocks, Unit::count), quantity(size, Unit::bytes))};
}

/// A lock that nobody waits for costs too, where it is taken for every item.
std::optional<FalseAlarmResult> does_not_wait(const Gathered& gathered, const Measurement& measurement) {
    const auto waits = waits_a_second(measurement);
    if (!waits)
        return std::nullopt;
    return FalseAlarmResult{*waits < seldom && gathered.share < large_share,
                            fmt::format("the program waits {} times a second", quantity(*waits, Unit::count))};
}

std::optional<FalseAlarmResult> copies_much(const Gathered& gathered) {
    const auto share =
        static_cast<double>(gathered.copying) / static_cast<double>(std::max<std::uint64_t>(gathered.samples, 1));
    return FalseAlarmResult{share > copying_share,
                            fmt::format("in {} of these samples the kernel copies data", percent(share))};
}

std::optional<FalseAlarmResult> is_not_short(const Measurement& measurement) {
    const auto* const wall = find_metric(measurement, "wall_time");
    if (wall == nullptr)
        return std::nullopt;
    return FalseAlarmResult{wall->summary.median > start_up_time,
                            "a trial takes " + quantity(wall->summary.median, Unit::seconds)};
}

} // namespace

std::optional<double> waits_a_second(const Measurement& measurement) {
    const auto* const wall = find_metric(measurement, "wall_time");
    const auto* const switches = find_metric(measurement, "voluntary_switches");
    if (wall == nullptr || switches == nullptr || wall->summary.median <= 0)
        return std::nullopt;
    return switches->summary.median / wall->summary.median;
}

std::optional<FalseAlarmResult> test_false_alarm(const Gathered& gathered, const Measurement& measurement) {
    switch (gathered.rule->test) {
    case FalseAlarmTest::copies_kept:
        return are_copies_kept(gathered);
    case FalseAlarmTest::few_large_blocks:
        return are_blocks_few_and_large(gathered);
    case FalseAlarmTest::not_waiting:
        return does_not_wait(gathered, measurement);
    case FalseAlarmTest::copies_much:
        return copies_much(gathered);
    case FalseAlarmTest::short_program:
        return is_not_short(measurement);
    case FalseAlarmTest::none:
        break;
    }
    return std::nullopt;
}

} // namespace perfeng::analysis
