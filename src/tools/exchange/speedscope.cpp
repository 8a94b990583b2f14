#include "perfeng/tools/exchange/speedscope.hpp"

#include "coverage/json_walk.hpp"
#include "frame_stacks.hpp"
#include "stack_tree.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"
#include "unit_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

namespace perfeng::tools {
namespace {

constexpr std::string_view speedscope_schema = "\"https://www.speedscope.app/file-format-schema.json\"";
constexpr std::string_view whole_speedscope = "a speedscope profile";
constexpr std::uint32_t no_frame = std::numeric_limits<std::uint32_t>::max();

struct SpeedscopeCost {
    double weight = 0; ///< in the unit of the profile
    std::uint64_t samples = 0;
};

struct SpeedscopeProfile {
    std::string name;
    std::string unit;
    std::map<std::uint32_t, SpeedscopeCost> costs; ///< by node
};

struct SpeedscopeFile {
    std::string exporter;
    std::vector<Frame> frames;
    std::vector<SpeedscopeProfile> profiles;
    StackTree tree; ///< its frames are indexes into the file's
    std::uint32_t largest_frame = 0;
    std::uint64_t bad_weights = 0;
};

/// Where the walk stands, by the keys of the open containers: the root, "profiles", a profile, "samples", ...
class SpeedscopeWalk final : public JsonWalk {
public:
    SpeedscopeWalk() : JsonWalk("JSON of speedscope") {}
    SpeedscopeFile file; ///< what was read

private:
    [[nodiscard]] std::size_t depth() const { return names().size(); }
    [[nodiscard]] bool in_profile() const { return depth() == 3 && names()[1] == "profiles"; }
    [[nodiscard]] bool in_profiles(std::size_t levels, std::string_view part) const {
        return depth() == levels && names()[1] == "profiles" && names()[3] == part;
    }
    [[nodiscard]] bool in_frame() const { return depth() == 4 && names()[1] == "shared" && names()[2] == "frames"; }

    void on_number(std::optional<std::uint64_t> number) override {
        if (in_frame() && key() == "line")
            line_ = number.value_or(0);
        else if (in_profiles(5, "events") && key() == "frame")
            event_frame_ = index_of(number);
        else if (in_profiles(5, "samples"))
            node_ = file.tree.child(node_, index_of(number));
    }

    void on_value(double value) override {
        if (in_profiles(4, "weights"))
            weights_.push_back(value);
        else if (in_profiles(5, "events") && key() == "at")
            event_at_ = value;
        else if (in_profile() && key() == "endValue")
            end_at_ = value;
    }

    void on_text(std::string& text) override {
        if (depth() == 1 && key() == "exporter")
            file.exporter = text.substr(0, text.find('@'));
        else if (in_profile() && key() == "name")
            file.profiles.back().name = std::move(text);
        else if (in_profile() && key() == "unit")
            file.profiles.back().unit = std::move(text);
        else if (in_frame() && key() == "name")
            name_ = std::move(text);
        else if (in_frame() && key() == "file")
            path_ = std::move(text);
        else if (in_profiles(5, "events") && key() == "type")
            event_opens_ = text == "O";
    }

    void on_open() override {
        if (in_profile()) {
            file.profiles.emplace_back();
            nodes_.clear();
            weights_.clear();
            open_ = 0;
            begun_ = false;
            end_at_ = 0;
        } else if (in_profiles(5, "samples")) {
            node_ = 0;
        } else if (in_profiles(5, "events")) {
            event_frame_ = no_frame;
            event_at_ = std::numeric_limits<double>::quiet_NaN();
        } else if (in_frame()) {
            name_.clear();
            path_.clear();
            line_ = 0;
        }
    }

    void on_close() override {
        if (in_profile())
            end_profile();
        else if (in_profiles(5, "samples"))
            nodes_.push_back(node_);
        else if (in_profiles(5, "events"))
            end_event();
        else if (in_frame())
            file.frames.push_back(frame_of_symbol(name_, path_, line_));
    }

    std::uint32_t index_of(std::optional<std::uint64_t> number) {
        if (!number || *number >= no_frame) {
            fail(refuse(0, "an index of no frame", whole_speedscope).value());
            return 0;
        }
        const auto index = static_cast<std::uint32_t>(*number);
        file.largest_frame = std::max(file.largest_frame, index);
        return index;
    }

    void add(std::uint32_t node, double weight, std::uint64_t samples) {
        constexpr double most = 1e18;
        if (weight < 0 || weight > most || std::isnan(weight)) {
            ++file.bad_weights;
            return;
        }
        auto& cost = file.profiles.back().costs[node];
        cost.weight += weight;
        cost.samples += samples;
    }

    void end_event() {
        if (event_frame_ == no_frame || std::isnan(event_at_))
            return fail(refuse(0, "an event without a frame or a time", whole_speedscope).value());
        const auto passed = begun_ ? event_at_ - last_at_ : 0;
        if (passed < 0)
            return fail(refuse(0, fmt::format("an event at {} after one at {}", event_at_, last_at_),
                               "events in the order of time")
                            .value());
        if (open_ != 0 && passed > 0)
            add(open_, passed, 0);
        begun_ = true;
        last_at_ = event_at_;
        if (event_opens_) {
            open_ = file.tree.child(open_, event_frame_);
            return;
        }
        if (open_ == 0 || file.tree.frame(open_) != event_frame_)
            return fail(refuse(0,
                               fmt::format("the end of frame {}, which is not the last that was opened", event_frame_),
                               "events that are nested")
                            .value());
        open_ = file.tree.parent(open_);
    }

    void end_profile() {
        if (!weights_.empty() && weights_.size() != nodes_.size())
            return fail(refuse(0, fmt::format("{} samples with {} weights", nodes_.size(), weights_.size()),
                               "a weight for each sample")
                            .value());
        for (std::size_t i = 0; i < nodes_.size(); ++i)
            add(nodes_[i], weights_.empty() ? 1 : weights_[i], 1);
        if (open_ != 0 && end_at_ > last_at_)
            add(open_, end_at_ - last_at_, 0);
    }

    std::vector<std::uint32_t> nodes_; ///< of the samples
    std::vector<double> weights_;
    std::uint32_t node_ = 0;
    std::uint32_t open_ = 0; ///< node of the frames that events opened
    bool begun_ = false;     ///< an event was seen
    double last_at_ = 0;
    double end_at_ = 0; ///< of the profile
    double event_at_ = 0;
    std::uint32_t event_frame_ = no_frame;
    bool event_opens_ = false;
    std::string name_; ///< of a frame, and its place
    std::string path_;
    std::uint64_t line_ = 0;
};

std::string_view speedscope_event(Unit unit) {
    return unit == Unit::seconds ? "time" : unit == Unit::bytes ? "bytes" : "samples";
}

/// Rounded by their running sum, so that fractions do not add up to samples that nobody took.
void count_by_weight(Profile& profile) {
    double sum = 0;
    profile.samples = 0;
    for (auto& stack : profile.stacks) {
        const auto before = std::llround(std::min(sum, 9e18));
        sum += stack.weight;
        stack.samples = static_cast<std::uint64_t>(std::llround(std::min(sum, 9e18)) - before);
        profile.samples += stack.samples;
    }
}

Read<Profile> speedscope_profile(SpeedscopeFile& file) {
    Read<Profile> result;
    const auto unit = unit_of_word(file.profiles.front().unit).unit;
    FrameStacks stacks;
    std::vector<std::uint32_t> ids;
    for (auto& frame : file.frames)
        ids.push_back(stacks.frame(std::move(frame)));
    std::vector<std::uint32_t> frames;
    std::uint64_t other_units = 0;
    std::uint64_t cut = 0;
    for (const auto& each : file.profiles) {
        const auto word = unit_of_word(each.unit);
        if (word.unit != unit) {
            ++other_units;
            continue;
        }
        for (const auto& [node, cost] : each.costs) {
            cut += file.tree.stack(node, frames) ? 0U : 1U;
            std::ranges::transform(frames, frames.begin(), [&](std::uint32_t frame) { return ids[frame]; });
            stacks.add(frames, cost.weight * word.scale, cost.samples, file.profiles.size() > 1 ? each.name : "");
        }
    }
    result.value = {.tool = file.exporter.empty() ? "speedscope" : file.exporter,
                    .event = std::string(speedscope_event(unit)),
                    .unit = unit};
    stacks.move_to(result.value);
    if (unit == Unit::count)
        count_by_weight(result.value);
    if (other_units > 0)
        result.warnings.push_back(fmt::format("{} of {} profiles left out: not in {} as the first", other_units,
                                              file.profiles.size(), to_string(unit)));
    if (file.bad_weights > 0)
        result.warnings.push_back(
            fmt::format("{} passed over: a weight below 0 or above 1e18",
                        file.bad_weights == 1 ? "1 sample was" : fmt::format("{} samples were", file.bad_weights)));
    if (cut > 0)
        result.warnings.push_back(cut_stacks_warning(cut));
    return result;
}

} // namespace

tl::expected<Read<Profile>, ReadError> read_speedscope(std::string_view text) {
    SpeedscopeWalk walk;
    if (const auto error = walk.walk(text))
        return tl::unexpected(*error);
    auto& file = walk.file;
    const bool any = std::ranges::any_of(file.profiles, [](const auto& profile) { return !profile.costs.empty(); });
    if (any && file.tree.size() > 1 && file.largest_frame >= file.frames.size())
        return refuse(0, fmt::format("frame {} of {}", file.largest_frame, file.frames.size()),
                      "frames that stand in shared.frames");
    auto result = any ? speedscope_profile(file) : Read<Profile>{};
    if (!(result.value.weight > 0))
        return refuse(0, "no sample with a weight above 0", whole_speedscope);
    return result;
}

Recognition recognise_speedscope(Head head) {
    if (begins_with(head, "{") != Recognition::yes)
        return begins_with(head, "{");
    const auto at = head.text.find(speedscope_schema);
    if (at == std::string_view::npos)
        return not_yet(head);
    auto before = head.text.substr(0, at);
    before = before.substr(0, before.find_last_not_of(" \t\r\n") + 1);
    if (!before.ends_with(':'))
        return Recognition::no;
    before.remove_suffix(1);
    before = before.substr(0, before.find_last_not_of(" \t\r\n") + 1);
    return before.ends_with("\"$schema\"") ? Recognition::yes : Recognition::no;
}

} // namespace perfeng::tools
