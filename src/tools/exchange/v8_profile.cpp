#include "perfeng/tools/exchange/v8_profile.hpp"

#include "build/build_units.hpp"
#include "coverage/json_walk.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"
#include "v8_samples.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <map>
#include <optional>
#include <utility>

namespace perfeng::tools {
namespace {

/// Reads nodes and samples, which look alike in a profile and in the chunks of a trace.
class V8Walk : public JsonWalk {
public:
    V8Walk() : JsonWalk("JSON of V8 or Chrome") {}

    FrameStacks stacks;
    V8Marks marks;

protected:
    V8Chunk chunk; ///< what was read and not yet given on

    /// What stands above the profile's own keys, innermost.
    [[nodiscard]] virtual bool is_holder(std::size_t depth) const = 0;

    /// Whether the innermost open containers are these, in a profile.
    [[nodiscard]] bool within(std::initializer_list<std::string_view> last) const {
        const auto above = static_cast<std::ptrdiff_t>(names().size()) - static_cast<std::ptrdiff_t>(last.size());
        return above > 0 && std::equal(last.begin(), last.end(), names().begin() + above) &&
               is_holder(static_cast<std::size_t>(above));
    }

    void on_number(std::optional<std::uint64_t> number) override {
        if (within({"nodes", ""})) {
            if (key() == "id")
                node_.id = id_of(number);
            else if (key() == "parent")
                node_.parent = id_of(number);
            else if (key() == "hitCount")
                node_.hits = std::min(number.value_or(0), std::uint64_t{1} << 50U);
        } else if (within({"nodes", "", "callFrame"}) && key() == "lineNumber") {
            line_ = number && *number < INT32_MAX ? *number + 1 : 0;
        } else if (within({"nodes", "", "children"})) {
            children_.push_back(id_of(number));
        } else if (within({"samples"})) {
            chunk.samples.push_back(id_of(number));
        }
    }

    void on_value(double value) override {
        constexpr double most = 1e15; // microseconds: 30 years
        if (!within({"timeDeltas"}))
            return;
        if (std::abs(value) > most) // JSON has no NaN
            return fail(
                refuse(0, fmt::format("{} microseconds between two samples", value), "a profile's times").value());
        chunk.deltas.push_back(value);
    }

    void on_text(std::string& text) override {
        if (!within({"nodes", "", "callFrame"}))
            return;
        if (key() == "functionName")
            function_ = std::move(text);
        else if (key() == "url")
            url_ = std::move(text);
    }

    void on_open() override {
        if (!within({"nodes", ""}))
            return;
        node_ = {};
        children_.clear();
        function_.clear();
        url_.clear();
        line_ = 0;
    }

    void on_close() override {
        if (!within({"nodes", ""}))
            return;
        std::string_view file = url_;
        skip(file, "file://");
        node_.frame = stacks.frame(frame_of_symbol(function_.empty() ? "(anonymous)" : function_, file, line_));
        if (function_ == "(idle)")
            marks.idle = node_.frame;
        else if (function_ == "(root)")
            marks.root = node_.frame;
        chunk.nodes.push_back(node_);
        for (const auto child : children_)
            chunk.children.push_back({node_.id, child});
    }

private:
    std::uint32_t id_of(std::optional<std::uint64_t> number) {
        if (!number || *number > UINT32_MAX)
            fail(refuse(0, "a node without a number", "a CPU profile of V8").value());
        return static_cast<std::uint32_t>(number.value_or(0));
    }

    V8Node node_;
    std::vector<std::uint32_t> children_;
    std::string function_;
    std::string url_;
    std::uint64_t line_ = 0;
};

class CpuprofileWalk final : public V8Walk {
public:
    [[nodiscard]] V8Chunk take() { return std::move(chunk); }

private:
    [[nodiscard]] bool is_holder(std::size_t depth) const override { return depth == 1; }

    void on_value(double value) override {
        V8Walk::on_value(value);
        if (names().size() == 1 && key() == "startTime")
            chunk.start = value;
        else if (names().size() == 1 && key() == "endTime")
            chunk.end = value;
    }
};

/// Events stand in the root, or in "traceEvents" of it. A profile is known by its process and its id.
class ChromeTraceWalk final : public V8Walk {
public:
    struct Thread {
        V8Samples samples;
        std::string key; ///< of its name
    };
    std::map<std::string, Thread> profiles;
    std::map<std::string, std::string> names_of_threads;

private:
    [[nodiscard]] std::size_t event_depth() const { return names().size() > 1 && names()[1] == "traceEvents" ? 3 : 2; }
    /// Chunks have their times beside "cpuProfile", or in it.
    [[nodiscard]] bool is_holder(std::size_t depth) const override {
        const auto& holder = names()[depth - 1];
        return holder == "cpuProfile" || holder == "data";
    }
    [[nodiscard]] bool in_args(std::string_view part) const {
        return names().size() == event_depth() + 1 + (part.empty() ? 0 : 1) && names()[event_depth()] == "args" &&
               (part.empty() || names().back() == part);
    }
    [[nodiscard]] bool in_event() const { return names().size() == event_depth() && names().back().empty(); }

    void on_number(std::optional<std::uint64_t> number) override {
        V8Walk::on_number(number);
        if (in_event() && key() == "pid")
            pid_ = number.value_or(0);
        else if (in_event() && key() == "tid")
            tid_ = number.value_or(0);
        else if (in_event() && key() == "id")
            id_ = std::to_string(number.value_or(0));
    }

    void on_value(double value) override {
        V8Walk::on_value(value);
        if (in_args("data") && key() == "startTime")
            chunk.start = value;
        else if (in_args("data") && key() == "endTime")
            chunk.end = value;
    }

    void on_text(std::string& text) override {
        if (in_event() && key() == "name")
            event_ = std::move(text);
        else if (in_event() && key() == "id")
            id_ = std::move(text);
        else if (in_args("") && key() == "name")
            argument_ = std::move(text);
        else
            V8Walk::on_text(text);
    }

    void on_open() override {
        V8Walk::on_open();
        if (!in_event())
            return;
        chunk = {};
        event_.clear();
        id_.clear();
        argument_.clear();
        pid_ = tid_ = 0;
    }

    void on_close() override {
        V8Walk::on_close();
        if (!in_event())
            return;
        const auto thread = fmt::format("{} {}", pid_, tid_);
        if (event_ == "thread_name")
            names_of_threads[thread] = argument_;
        if (event_ != "Profile" && event_ != "ProfileChunk")
            return;
        auto& profile = profiles[fmt::format("{} {}", pid_, id_)];
        if (event_ == "Profile")
            profile.key = thread; // chunks come from V8's own thread
        if (const auto done = profile.samples.add(std::move(chunk)); !done)
            fail(done.error());
        chunk = {};
    }

    std::string event_;
    std::string id_;
    std::string argument_;
    std::uint64_t pid_ = 0;
    std::uint64_t tid_ = 0;
};

void tell_idle_and_cut(Read<Profile>& result, double idle, std::uint64_t cut) {
    if (idle > 0)
        result.warnings.push_back(fmt::format("{:.3f} s in which V8 was idle are left out", idle));
    if (cut > 0)
        result.warnings.push_back(cut_stacks_warning(cut));
}

tl::expected<Read<Profile>, ReadError> v8_result(FrameStacks& stacks, bool timed, double idle, std::uint64_t cut) {
    Read<Profile> result;
    result.value = {.tool = "v8", .event = timed ? "cpu" : "samples", .unit = timed ? Unit::seconds : Unit::count};
    stacks.move_to(result.value);
    if (result.value.samples == 0)
        return refuse(0, "no sample of CPU time", "a CPU profile of V8");
    tell_idle_and_cut(result, idle, cut);
    return result;
}

} // namespace

tl::expected<Read<Profile>, ReadError> read_cpuprofile(std::string_view text) {
    CpuprofileWalk walk;
    if (const auto error = walk.walk(text))
        return tl::unexpected(*error);
    V8Samples samples;
    if (const auto done = samples.add(walk.take()); !done)
        return tl::unexpected(done.error());
    if (const auto done = samples.finish(walk.stacks, "", walk.marks); !done)
        return tl::unexpected(done.error());
    return v8_result(walk.stacks, samples.timed(), samples.idle(), samples.cut());
}

tl::expected<Read<Profile>, ReadError> read_chrome_trace(std::string_view text) {
    ChromeTraceWalk walk;
    if (const auto error = walk.walk(text))
        return tl::unexpected(*error);
    double idle = 0;
    std::uint64_t cut = 0;
    for (auto& [key, profile] : walk.profiles) {
        const auto name = walk.names_of_threads.find(profile.key);
        if (const auto done = profile.samples.finish(
                walk.stacks, name == walk.names_of_threads.end() ? "" : std::string_view(name->second), walk.marks);
            !done)
            return tl::unexpected(done.error());
        idle += profile.samples.idle();
        cut += profile.samples.cut();
    }
    if (walk.stacks.empty())
        return refuse(0, "a trace without samples of JavaScript",
                      "events ProfileChunk: record in Performance of Chrome's DevTools, or with node --cpu-prof");
    return v8_result(walk.stacks, true, idle, cut);
}

Recognition recognise_cpuprofile(Head head) {
    if (begins_with(head, "{") != Recognition::yes)
        return begins_with(head, "{");
    const auto first = first_json_key(head.text);
    constexpr std::string_view keys[] = {"nodes", "startTime", "endTime", "samples", "timeDeltas"};
    if (first.empty())
        return not_yet(head);
    if (std::ranges::find(keys, first) == std::end(keys))
        return Recognition::no;
    const bool marked = head.text.find("\"callFrame\"") != std::string_view::npos &&
                        head.text.find("\"functionName\"") != std::string_view::npos &&
                        head.text.find("\"nodes\"") != std::string_view::npos;
    return marked ? Recognition::yes : not_yet(head);
}

Recognition recognise_chrome_trace(Head head) {
    const auto text = without_lead(head.text);
    if (!text.starts_with('{') && !text.starts_with('['))
        return text.empty() ? not_yet(head) : Recognition::no;
    if (looks_like_time_trace(text))
        return Recognition::no;
    const bool events = text.starts_with('[') || text.find("\"traceEvents\"") != std::string_view::npos;
    const bool phase = text.find("\"ph\"") != std::string_view::npos && text.find("\"pid\"") != std::string_view::npos;
    return events && phase ? Recognition::yes : not_yet(head);
}

} // namespace perfeng::tools
