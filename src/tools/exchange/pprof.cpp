#include "perfeng/tools/exchange/pprof.hpp"

#include "frame_stacks.hpp"
#include "memory/memory_frames.hpp"
#include "pprof_message.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"
#include "unit_words.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

namespace perfeng::tools {
namespace {

using TypeIndex = std::optional<std::size_t>;

std::string spelled_type(const PprofType& type) { return fmt::format("{} ({})", type.type, type.unit); }

TypeIndex index_of_type(const std::vector<PprofType>& types, std::string_view type, std::string_view unit = {}) {
    const auto found = std::ranges::find_if(types, [&](const PprofType& each) {
        return !type.empty() && each.type == type && (unit.empty() || each.unit == unit);
    });
    return found == types.end() ? std::nullopt : TypeIndex(static_cast<std::size_t>(found - types.begin()));
}

std::uint64_t whole_bytes(double value) { return static_cast<std::uint64_t>(std::clamp(value, 0.0, 1.8e19)); }

std::string pprof_time(std::int64_t seconds) {
    return fmt::format("{:%FT%TZ}", fmt::gmtime(static_cast<std::time_t>(seconds)));
}

std::vector<MemoryFrame> pprof_memory_stack(const Stack& stack, const std::vector<Frame>& frames) {
    std::vector<MemoryFrame> result;
    for (const auto id : stack.frames)
        result.push_back({frames[id].name, frames[id].module, frames[id].file, frames[id].line});
    cut_allocators(result);
    return result;
}

/// One a function, shown with the stack of its most calls.
Allocations pprof_allocations(FrameStacks& stacks, const std::vector<Frame>& frames) {
    Profile gathered;
    stacks.move_to(gathered);
    std::ranges::stable_sort(gathered.stacks, std::ranges::greater{}, &Stack::samples);
    Allocations result{.tool = "pprof"};
    std::map<std::pair<std::string, std::string>, std::size_t> places;
    for (const auto& stack : gathered.stacks) {
        auto site = pprof_memory_stack(stack, frames);
        const auto place = site.empty() ? MemoryFrame{.function = "[unknown]"} : site.front();
        const auto [at, added] = places.try_emplace({place.function, place.module}, result.functions.size());
        if (added)
            result.functions.push_back({.stack = std::move(site)});
        auto& function = result.functions[at->second];
        function.calls += stack.samples;
        function.bytes += whole_bytes(stack.weight);
        result.calls += stack.samples;
        result.bytes += whole_bytes(stack.weight);
    }
    std::ranges::stable_sort(result.functions, std::ranges::greater{}, &AllocationSite::calls);
    return result;
}

class PprofReader {
public:
    explicit PprofReader(const PprofMessage& message) : message_(message), types_(message.types()) {}

    tl::expected<Read<Contents>, ReadError> read() {
        if (types_.empty())
            return refuse(0, "no sample type", "a profile of pprof (profile.proto)");
        choose();
        const auto done = message_.each_sample([&](const PprofSample& sample) { return add(sample); });
        if (!done)
            return tl::unexpected(done.error());
        if (stacks_.empty() && allocated_.empty())
            return refuse(0, "no sample with a " + spelled_type(types_[chosen_]) + " above 0", "a profile of pprof");
        tell();
        return std::move(result_);
    }

private:
    using Done = tl::expected<void, ReadError>;

    void choose() {
        const auto by_default = index_of_type(types_, message_.default_type());
        const auto cpu = index_of_type(types_, "cpu", "nanoseconds");
        chosen_ = by_default ? *by_default : cpu ? *cpu : types_.size() - 1;
        measure_ = unit_of_word(types_[chosen_].unit);
        counts_ = index_of_type(types_, "samples", "count");
        if (!counts_)
            counts_ = index_of_type(types_, "sample", "count");
        calls_ = index_of_type(types_, "alloc_objects");
        bytes_ = index_of_type(types_, "alloc_space", "bytes");
        const auto why = by_default ? "the file's default" : cpu ? "CPU time" : "the last of the file";
        std::vector<std::string> others;
        for (std::size_t i = 0; i < types_.size(); ++i)
            if (i != chosen_)
                others.push_back(spelled_type(types_[i]));
        if (!others.empty())
            result_.warnings.push_back(fmt::format("the profile is of {}, {}; the file also holds {}",
                                                   spelled_type(types_[chosen_]), why, fmt::join(others, ", ")));
        if (!message_.default_type().empty() && !by_default)
            result_.warnings.push_back(
                fmt::format("the file's default, {}, is none of its sample types", message_.default_type()));
    }

    Done add(const PprofSample& sample) {
        const auto value = sample.values[chosen_];
        if (value < 0) {
            ++negative_;
            return {};
        }
        frames_.clear();
        for (const auto id : sample.locations)
            if (auto done = append_location(id); !done)
                return done;
        const auto samples = samples_of(sample);
        if (value > 0 || samples > 0)
            stacks_.add(frames_, static_cast<double>(value) * measure_.scale, samples, sample.thread);
        if (calls_ && bytes_ && sample.values[*calls_] > 0 && sample.values[*bytes_] >= 0)
            allocated_.add(frames_, static_cast<double>(sample.values[*bytes_]),
                           static_cast<std::uint64_t>(sample.values[*calls_]));
        return {};
    }

    [[nodiscard]] std::uint64_t samples_of(const PprofSample& sample) const {
        const auto value = static_cast<std::uint64_t>(sample.values[chosen_]);
        if (counts_)
            return static_cast<std::uint64_t>(std::max<std::int64_t>(sample.values[*counts_], 0));
        if (measure_.unit == Unit::count)
            return value;
        const auto period = static_cast<std::uint64_t>(std::max<std::int64_t>(message_.period(), 0));
        return measure_.unit == Unit::seconds && period > 0 ? value / period + (value % period >= period - period / 2)
                                                            : 0;
    }

    Done append_location(std::uint64_t id) {
        auto& ids = frames_of_location_[id];
        if (ids.empty())
            if (auto done = read_location(id, ids); !done)
                return done;
        frames_.insert(frames_.end(), ids.begin(), ids.end());
        return {};
    }

    Done read_location(std::uint64_t id, std::vector<std::uint32_t>& ids) {
        auto location = message_.location(id);
        if (!location)
            return tl::unexpected(std::move(location.error()));
        missing_ += message_.has_location(id) ? 0U : 1U;
        if (location->lines.empty())
            location->lines.emplace_back();
        for (const auto& line : location->lines) {
            auto frame = frame_of_symbol(line.name, line.file, line.line);
            if (!line.system_name.empty())
                frame.raw_name = line.system_name;
            frame.kernel = location->module.starts_with("[kernel");
            frame.module = frame.kernel ? "[kernel]" : location->module;
            frame.inlined = &line != &location->lines.back();
            ids.push_back(stacks_.frame(std::move(frame)));
        }
        return {};
    }

    [[nodiscard]] Profile profile() {
        Profile profile{.tool = "pprof", .event = std::string(types_[chosen_].type), .unit = measure_.unit};
        const auto period = unit_of_word(message_.period_type().unit);
        if (period.unit == Unit::seconds && message_.period() > 0)
            profile.frequency = 1 / (static_cast<double>(message_.period()) * period.scale);
        stacks_.move_to(profile);
        return profile;
    }

    void warn_of(std::uint64_t count, std::string_view one, std::string_view rest) {
        if (count > 0)
            result_.warnings.push_back(fmt::format("{} {}{} {}", count, one, count == 1 ? "" : "s", rest));
    }

    void tell() {
        warn_of(
            negative_, "sample",
            "with a value below 0 passed over: the file is a difference of two profiles; import the two themselves");
        warn_of(missing_, "location", "that the file does not describe: [unknown]");
        auto& contents = result_.value;
        const bool nothing_kept = stacks_.empty();
        contents.profile = profile();
        if (!allocated_.empty())
            contents.allocations = pprof_allocations(allocated_, contents.profile->frames);
        if (nothing_kept)
            contents.profile.reset();
        const auto path = message_.program();
        if (!path.starts_with('[') && !path.starts_with("//"))
            contents.program = path.substr(path.find_last_of('/') + 1);
        if (message_.time_nanos() > 0)
            contents.created = pprof_time(message_.time_nanos() / 1'000'000'000);
    }

    const PprofMessage& message_;
    const std::vector<PprofType>& types_;
    std::size_t chosen_ = 0;
    UnitWord measure_;
    TypeIndex counts_;
    TypeIndex calls_;
    TypeIndex bytes_;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> frames_of_location_;
    std::vector<std::uint32_t> frames_; ///< of the sample
    FrameStacks stacks_;
    FrameStacks allocated_; ///< weight: bytes, samples: calls; its frames are those of stacks_
    std::uint64_t negative_ = 0;
    std::uint64_t missing_ = 0;
    Read<Contents> result_;
};

} // namespace

tl::expected<Read<Contents>, ReadError> read_pprof(std::string_view text) {
    const auto message = PprofMessage::parse(text);
    if (!message)
        return tl::unexpected(message.error());
    return PprofReader(*message).read();
}

Recognition recognise_pprof(Head head) {
    switch (look_of_pprof(head.text)) {
    case PprofLook::surely:
        return Recognition::yes;
    case PprofLook::perhaps:
        return not_yet(head);
    case PprofLook::other:
        break;
    }
    return Recognition::no;
}

} // namespace perfeng::tools
