#include "perfeng/tools/stacks/perf_script.hpp"

#include "frame_chains.hpp"
#include "passed_lines.hpp"
#include "perf_line.hpp"
#include "text/interner.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"

#include "perfeng/tools/symbols/demangle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace perfeng::tools {
namespace {

/// kernel.perf_event_max_stack, and PERF_MAX_STACK_DEPTH of perf script.
constexpr int deepest_stack = 127;

constexpr std::string_view script_wanted = "the text of `perf script`: COMM PID TIME: EVENT: and frames";

/// On processors with two kinds of cores one event comes under two names: cpu_core/cycles/u and cpu_atom/cycles/u.
std::string_view kind_of_event(std::string_view event) {
    for (const std::string_view prefix : {"cpu_core/", "cpu_atom/"})
        skip(event, prefix);
    return event;
}

bool counts_time(std::string_view event) {
    const auto name = event.substr(0, event.find_first_of(":/"));
    return name == "cpu-clock" || name == "task-clock";
}

/// "outer->inner->innermost": what perf-map-agent names code that the JVM inlined into other code. Leaf first.
std::vector<Frame> with_inlined(Frame frame) {
    if (frame.module != "[JIT]" || frame.raw_name.find("->") == std::string::npos)
        return {std::move(frame)};
    const std::string names = std::move(frame.raw_name);
    std::vector<Frame> chain;
    for (std::string_view rest = names; !rest.empty();) {
        const auto arrow = rest.rfind("->");
        frame.inlined = arrow != std::string_view::npos && arrow > 0;
        frame.raw_name = frame.name = frame.inlined ? rest.substr(arrow + 2) : rest;
        chain.push_back(frame);
        rest = frame.inlined ? rest.substr(0, arrow) : std::string_view();
    }
    return chain;
}

std::string_view as_bytes(const std::vector<std::uint32_t>& ids) {
    return {reinterpret_cast<const char*>(ids.data()), ids.size() * sizeof(std::uint32_t)};
}

} // namespace

/// Only 1 or 2 in 100 lines are distinct: a frame line is hashed as it stands, and taken apart when it is new.
struct PerfScriptReader::State {
    struct Cost {
        std::uint64_t period = 0;
        std::uint64_t samples = 0;
    };

    static constexpr std::uint32_t no_line = UINT32_MAX;
    struct LineMeaning {
        std::uint32_t frame = 0;
        std::uint32_t next = no_line; ///< the line that followed it last: most callees have one caller
        bool is_frame = false;
        bool is_foreign = false; ///< neither a frame nor a source line
        bool kernel = false;
        bool inlined = false;
    };

    Interner lines;
    Interner threads;
    std::string thread_name; ///< of all that follow; empty: their own
    Interner symbols;
    std::vector<std::string> names;    ///< of symbols, for people
    Interner stacks;                   ///< the sample as bytes: thread, then frames
    std::vector<LineMeaning> meanings; ///< of lines
    std::vector<Frame> frames;
    std::vector<FrameAddress> addresses;

    /// What the recordings add up to.
    struct Totals {
        std::vector<Cost> costs; ///< of stacks
        std::uint64_t samples = 0;
        std::uint64_t lost = 0;         ///< told as they were lost
        std::uint64_t lost_samples = 0; ///< told at the end, since perf 6.1
        PassedLines foreign;
    };
    Totals totals;
    Totals before; ///< the recording that is being fed

    std::vector<std::uint32_t> sample; ///< thread, then frames, leaf first
    std::uint64_t period = 0;
    bool open = false; ///< frames that come belong to `sample`
    std::uint32_t last_line = no_line;
    bool exact = true; ///< the next frame is where its thread was stopped, not where it made a call

    std::optional<std::string> event;
    bool has_periods = false;
    std::vector<std::string> other_events;

    std::string carry; ///< a line whose end has not come yet
    std::size_t line_number = 0;

    void feed(std::string_view piece);
    void read_line(std::string_view line);
    bool read_event(std::string_view line);
    void read_record(std::string_view record);
    void read_frame(std::string_view line);
    std::uint32_t line_id(std::string_view line);
    std::uint32_t known_line_id(std::string_view line);
    LineMeaning add_frame(const FrameLine& line);
    void start_sample(const EventLine& line);
    void end_sample();
    void adopt_inlined(std::vector<std::uint32_t>& stack);
    std::vector<Stack> take_stacks(double scale);
};

void PerfScriptReader::State::feed(std::string_view piece) {
    while (!piece.empty()) {
        const auto* end = static_cast<const char*>(std::memchr(piece.data(), '\n', piece.size()));
        if (end == nullptr) {
            carry += piece;
            return;
        }
        auto line = piece.substr(0, static_cast<std::size_t>(end - piece.data()));
        piece.remove_prefix(line.size() + 1);
        if (carry.empty()) {
            read_line(line);
        } else {
            carry += line;
            read_line(carry);
            carry.clear();
        }
    }
}

void PerfScriptReader::State::read_line(std::string_view line) {
    ++line_number;
    if (line.empty())
        return;
    if (line[0] == '\t') // by far the most
        return read_frame(line);
    if (line[0] == '#' || read_event(line))
        return;
    if (line[0] == ' ')
        return read_frame(line);
    if (!trim(line).empty())
        totals.foreign.add(line_number, line);
}

bool PerfScriptReader::State::read_event(std::string_view line) {
    const auto parsed = parse_event_line(line);
    if (!parsed)
        return false;
    end_sample();
    if (parsed->rest.starts_with("PERF_RECORD_"))
        read_record(parsed->rest);
    else
        start_sample(*parsed);
    return true;
}

void PerfScriptReader::State::read_record(std::string_view record) {
    const auto name = take_word(record);
    const auto digits = record.find_last_not_of("0123456789");
    const auto count = whole_number(record.substr(digits == std::string_view::npos ? 0 : digits + 1)).value_or(0);
    if (name.starts_with("PERF_RECORD_LOST_SAMPLES"))
        totals.lost_samples += count;
    else if (name.starts_with("PERF_RECORD_LOST"))
        totals.lost += count;
}

void PerfScriptReader::State::start_sample(const EventLine& line) {
    if (!event) {
        event = line.event;
        has_periods = line.period.has_value();
    }
    if (kind_of_event(line.event) != kind_of_event(*event)) {
        if (std::ranges::find(other_events, line.event) == other_events.end())
            other_events.emplace_back(line.event);
        return;
    }
    open = true;
    last_line = no_line;
    exact = true;
    period = has_periods ? line.period.value_or(0) : 1;
    sample.assign(1, threads.intern(thread_name.empty() ? line.comm : thread_name).id);
    if (!line.rest.empty())
        read_frame(line.rest);
}

void PerfScriptReader::State::read_frame(std::string_view line) {
    if (!open)
        return;
    last_line = line_id(line);
    const auto meaning = meanings[last_line];
    if (!meaning.is_frame) {
        if (meaning.is_foreign)
            totals.foreign.add(line_number, line);
        return;
    }
    sample.push_back(meaning.frame);
    // Below the kernel's frames stands the instruction that entered the kernel; an inlined frame shares its address
    // with the next.
    exact = meaning.kernel || (meaning.inlined && exact);
}

/// Lines are told apart by text and `exact`, and `exact` follows from the line before: a right guess spares the hash.
std::uint32_t PerfScriptReader::State::line_id(std::string_view line) {
    if (last_line == no_line)
        return known_line_id(line);
    const auto guess = meanings[last_line].next;
    if (guess != no_line && lines[guess] == line)
        return guess;
    const auto id = known_line_id(line);
    meanings[last_line].next = id;
    return id;
}

std::uint32_t PerfScriptReader::State::known_line_id(std::string_view line) {
    const auto [id, added] = lines.intern(line, exact ? 1 : 0);
    if (added) {
        const auto parsed = parse_frame_line(line);
        meanings.push_back(parsed ? add_frame(*parsed)
                                  : LineMeaning{.is_foreign = !trim(line).empty() && !is_source_line(line)});
    }
    return id;
}

PerfScriptReader::State::LineMeaning PerfScriptReader::State::add_frame(const FrameLine& line) {
    const auto [symbol, added] = symbols.intern(line.symbol);
    if (added)
        names.push_back(line.symbol.empty() ? "[unknown]" : short_name(demangle(line.symbol)));
    frames.push_back({.name = names[symbol],
                      .raw_name = std::string(line.symbol),
                      .module = std::string(line.module),
                      .kernel = line.kernel,
                      .inlined = line.inlined});
    addresses.push_back({line.address, line.symbol_offset, exact});
    return {.frame = static_cast<std::uint32_t>(frames.size() - 1),
            .is_frame = true,
            .kernel = line.kernel,
            .inlined = line.inlined};
}

void PerfScriptReader::State::end_sample() {
    if (!open)
        return;
    open = false;
    ++totals.samples;
    const auto [id, added] = stacks.intern(as_bytes(sample));
    if (added)
        totals.costs.emplace_back();
    totals.costs[id].period += period;
    ++totals.costs[id].samples;
}

/// An inlined frame is printed without its module: it is the one of the function it was inlined into.
void PerfScriptReader::State::adopt_inlined(std::vector<std::uint32_t>& stack) {
    for (auto i = stack.size(); i-- > 1;)
        if (auto& callee = frames[stack[i - 1]]; callee.inlined && callee.module.empty())
            callee.module = frames[stack[i]].module;
}

std::vector<Stack> PerfScriptReader::State::take_stacks(double scale) {
    std::vector<Stack> result;
    const auto& costs = totals.costs;
    result.reserve(costs.size());
    for (std::uint32_t id = 0; id < costs.size(); ++id) {
        if (costs[id].samples == 0)
            continue;
        const auto bytes = stacks[id];
        std::vector<std::uint32_t> ids(bytes.size() / sizeof(std::uint32_t));
        std::memcpy(ids.data(), bytes.data(), bytes.size());
        Stack stack{.frames = {ids.begin() + 1, ids.end()},
                    .weight = static_cast<double>(costs[id].period) * scale,
                    .samples = costs[id].samples,
                    .thread = std::string(threads[ids.front()])};
        adopt_inlined(stack.frames);
        result.push_back(std::move(stack));
    }
    return result;
}

PerfScriptReader::PerfScriptReader() : state_(std::make_unique<State>()) {}
PerfScriptReader::~PerfScriptReader() = default;
PerfScriptReader::PerfScriptReader(PerfScriptReader&&) noexcept = default;
PerfScriptReader& PerfScriptReader::operator=(PerfScriptReader&&) noexcept = default;

void PerfScriptReader::feed(std::string_view piece) { state_->feed(piece); }

void PerfScriptReader::name_threads(std::string name) { state_->thread_name = std::move(name); }

void PerfScriptReader::end_recording() {
    if (!state_->carry.empty())
        state_->feed("\n");
    state_->end_sample();
    state_->before = state_->totals;
}

void PerfScriptReader::forget_recording() {
    auto& state = *state_;
    state.carry.clear();
    state.open = false;
    // Its stacks keep their places, at no cost.
    const auto stacks = state.totals.costs.size();
    state.totals = state.before;
    state.totals.costs.resize(stacks);
}

std::uint64_t PerfScriptReader::samples() const { return state_->totals.samples; }

tl::expected<PerfScript, ReadError> PerfScriptReader::finish() {
    end_recording();
    auto& state = *state_;
    if (state.totals.samples == 0)
        return refuse(state.totals.foreign.first_line(), state.totals.foreign.first_text("no sample"), script_wanted);
    const bool time = state.has_periods && counts_time(*state.event);
    PerfScript script;
    auto& profile = script.profile;
    profile.tool = "perf";
    profile.event = *state.event;
    profile.unit = time ? Unit::seconds : Unit::count;
    profile.samples = state.totals.samples;
    profile.lost = std::max(state.totals.lost, state.totals.lost_samples);
    profile.depth_cap = deepest_stack;
    profile.stacks = state.take_stacks(time ? 1e-9 : 1);
    profile.frames = std::move(state.frames);
    for (const auto& stack : profile.stacks)
        profile.weight += stack.weight;
    script.addresses = std::move(state.addresses);
    script.other_events = std::move(state.other_events);
    state.totals.foreign.tell(script.warnings, script_wanted);
    return script;
}

tl::expected<Profile, ReadError> read_perf_script(std::string_view text) {
    PerfScriptReader reader;
    reader.feed(text);
    return reader.finish().map(without_addresses);
}

Profile without_addresses(PerfScript script) {
    std::vector<std::vector<Frame>> chains;
    chains.reserve(script.profile.frames.size());
    for (auto& frame : script.profile.frames)
        chains.push_back(with_inlined(std::move(frame)));
    replace_frames(script.profile, chains);
    return std::move(script.profile);
}

Recognition recognise_perf_script(Head head) {
    if (looks_binary(head.text))
        return Recognition::no;
    bool after_event = false;
    for (Lines lines(whole_lines(head)); lines.next();) {
        if (trim(lines.line()).empty())
            continue;
        if (after_event && parse_frame_line(lines.line()))
            return Recognition::yes;
        const auto event = parse_event_line(lines.line());
        if (event && !event->event.empty() && parse_frame_line(event->rest))
            return Recognition::yes;
        after_event = event.has_value();
    }
    return not_yet(head);
}

tl::expected<Read<Profile>, ReadError> read_perf_script_text(std::string_view text) {
    constexpr std::size_t piece = std::size_t{1} << 20U;
    PerfScriptReader reader;
    for (; !text.empty(); text.remove_prefix(std::min(piece, text.size())))
        reader.feed(text.substr(0, piece));
    reader.end_recording();
    auto script = reader.finish();
    if (!script)
        return tl::unexpected(std::move(script.error()));
    Read<Profile> result{.value = {}, .warnings = std::move(script->warnings)};
    if (!script->other_events.empty())
        result.warnings.push_back(fmt::format("samples of {} are left out: a profile is of one event, here {}",
                                              fmt::join(script->other_events, ", "), script->profile.event));
    if (script->profile.lost > 0)
        result.warnings.push_back(fmt::format("{} samples were lost while recording", script->profile.lost));
    result.value = without_addresses(std::move(*script));
    return result;
}

} // namespace perfeng::tools
