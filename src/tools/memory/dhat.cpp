#include "perfeng/tools/memory/dhat.hpp"

#include "coverage/json_walk.hpp"
#include "heap_stacks.hpp"
#include "text/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace perfeng::tools {
namespace {

constexpr std::uint64_t dhat_version = 2;
constexpr std::string_view version_key = "dhatFileVersion";

/// A program point: a place that allocates.
struct DhatPoint {
    AllocationSite figures;
    std::uint64_t end_bytes = 0;
    std::uint64_t end_blocks = 0;
    std::size_t first_frame = 0; ///< of DhatFile::frames, leaf first; up to that of the next point
};

struct DhatFile {
    std::uint64_t version = 0;
    std::string mode;
    std::string command;
    std::vector<DhatPoint> points;
    std::vector<std::size_t> frames; ///< index table
    std::vector<std::string> table;  ///< "0x109271: leak_it(unsigned long) (leak.cpp:9)"

    [[nodiscard]] std::span<const std::size_t> frames_of(std::size_t point) const {
        const auto end = point + 1 < points.size() ? points[point + 1].first_frame : frames.size();
        return std::span(frames).subspan(points[point].first_frame, end - points[point].first_frame);
    }
};

/// The frames of the points come before the table that they index.
class DhatWalk final : public JsonWalk {
public:
    DhatFile file; ///< what was read

private:
    /// Whether the open containers are those under the root that the names say; "" is what stands in an array.
    [[nodiscard]] bool is_in(std::initializer_list<std::string_view> path) const {
        return !names().empty() && std::ranges::equal(path, std::span(names()).subspan(1));
    }

    void on_open() override {
        if (is_in({"pps", ""}))
            file.points.push_back({.figures = {}, .first_frame = file.frames.size()});
    }

    void on_number(std::optional<std::uint64_t> number) override {
        if (is_in({"pps", "", "fs"}))
            file.frames.push_back(static_cast<std::size_t>(number.value_or(SIZE_MAX)));
        else if (is_in({"pps", ""}))
            set_figure(number.value_or(0));
        else if (is_in({}) && key() == version_key)
            file.version = number.value_or(0);
    }

    void on_text(std::string& text) override {
        if (is_in({"ftbl"}))
            file.table.push_back(std::move(text));
        else if (is_in({}) && key() == "mode")
            file.mode = std::move(text);
        else if (is_in({}) && key() == "cmd")
            file.command = std::move(text);
    }

    void set_figure(std::uint64_t number) {
        auto& point = file.points.back();
        if (key() == "tb")
            point.figures.bytes = number;
        else if (key() == "tbk")
            point.figures.calls = number;
        else if (key() == "gb")
            point.figures.peak_bytes = number;
        else if (key() == "eb")
            point.end_bytes = number;
        else if (key() == "ebk")
            point.end_blocks = number;
    }
};

using DhatChecked = tl::expected<void, ReadError>;

DhatChecked check_dhat(const DhatFile& file) {
    if (file.version != dhat_version)
        return refuse(0, fmt::format("{} {}", version_key, file.version), "version 2, of valgrind 3.17 or later");
    if (file.mode != "heap" && file.mode != "rust-heap")
        return refuse(0, "mode " + file.mode, "a file of DHAT's mode heap, the default");
    const auto beyond = std::ranges::find_if(file.frames, [&](auto index) { return index >= file.table.size(); });
    if (beyond != file.frames.end())
        return refuse(0, fmt::format("frame {}", *beyond), fmt::format("one of the {} of ftbl", file.table.size()));
    if (std::ranges::all_of(file.points, [](const auto& point) { return point.figures.calls == 0; }))
        return refuse(0, "no allocation", "a program point of DHAT that allocates");
    return {};
}

/// Gives each entry of the table a frame, or two where it is inlined at one place and not at another.
class DhatFrames {
public:
    DhatFrames(const DhatFile& file, HeapStacks& stacks) : file_(&file), stacks_(&stacks), known_(file.table.size()) {}

    const std::vector<std::uint32_t>& of_point(std::size_t point) {
        const auto indexes = file_->frames_of(point);
        frames_.clear();
        for (std::size_t at = 0; at < indexes.size(); ++at)
            if (file_->table[indexes[at]] != "[root]")
                frames_.push_back(frame(indexes[at], at + 1 < indexes.size() && is_part(indexes[at], indexes[at + 1])));
        return frames_;
    }

private:
    [[nodiscard]] std::string_view address(std::size_t index) const {
        const std::string_view entry = file_->table[index];
        return entry.substr(0, entry.find(": "));
    }
    [[nodiscard]] bool is_part(std::size_t index, std::size_t caller) const {
        return index != caller && address(index) == address(caller);
    }

    std::uint32_t frame(std::size_t index, bool inlined) {
        auto& known = known_[index].at(inlined ? 1 : 0);
        if (!known) {
            std::string_view description = file_->table[index];
            if (description.starts_with("0x"))
                skip(description, address(index));
            skip(description, ": ");
            known = stacks_->frame(description, inlined);
        }
        return *known;
    }

    const DhatFile* file_;
    HeapStacks* stacks_;
    std::vector<std::array<std::optional<std::uint32_t>, 2>> known_;
    std::vector<std::uint32_t> frames_;
};

Allocations allocations_of(const DhatFile& file, const HeapStacks& stacks) {
    Allocations allocations{.tool = "dhat", .functions = stacks.sites()};
    for (const auto& point : file.points) {
        allocations.calls += point.figures.calls;
        allocations.bytes += point.figures.bytes;
        allocations.peak_bytes += point.figures.peak_bytes;
    }
    return allocations;
}

std::vector<std::string> dhat_warnings(const DhatFile& file) {
    std::uint64_t bytes = 0;
    std::uint64_t blocks = 0;
    for (const auto& point : file.points) {
        bytes += point.end_bytes;
        blocks += point.end_blocks;
    }
    if (blocks == 0)
        return {};
    return {fmt::format("{} bytes in {} blocks were still held at the end: DHAT does not tell whether they are lost, a "
                        "leak check does",
                        bytes, blocks)};
}

} // namespace

tl::expected<Read<Contents>, ReadError> read_dhat(std::string_view text) {
    DhatWalk walk;
    if (auto error = walk.walk(text))
        return tl::unexpected(std::move(*error));
    const auto& file = walk.file;
    if (const auto checked = check_dhat(file); !checked)
        return tl::unexpected(checked.error());
    HeapStacks stacks;
    DhatFrames frames(file, stacks);
    for (std::size_t point = 0; point < file.points.size(); ++point)
        stacks.add(frames.of_point(point), file.points[point].figures);
    Read<Contents> read{.value = {}, .warnings = dhat_warnings(file)};
    auto& contents = read.value;
    contents.command = file.command;
    contents.allocations = allocations_of(file, stacks);
    contents.metrics = {heap_metric("allocations", contents.allocations->calls),
                        heap_metric("allocated_bytes", contents.allocations->bytes),
                        heap_metric("peak_heap", contents.allocations->peak_bytes)};
    if (auto profile = stacks.profile("dhat"); !profile.stacks.empty())
        contents.profile = std::move(profile);
    return read;
}

Recognition recognise_dhat(Head head) {
    return first_json_key(head.text) == version_key ? Recognition::yes : Recognition::no;
}

} // namespace perfeng::tools
