#include "perf_line.hpp"

#include "text/reading.hpp"

#include <algorithm>
#include <array>

namespace perfeng::tools {
namespace {

constexpr auto npos = std::string_view::npos;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

/// Where the word that ends at `end` begins.
std::size_t word_start(std::string_view text, std::size_t end) {
    while (end > 0 && !is_blank(text[end - 1]))
        --end;
    return end;
}

bool is_time(std::string_view word) {
    const auto point = word.find('.');
    return point != npos && all_digits(word.substr(0, point)) && all_digits(word.substr(point + 1));
}

bool is_pid(std::string_view word) {
    const auto slash = word.find('/');
    const auto number = [](std::string_view part) { return all_digits(part.starts_with('-') ? part.substr(1) : part); };
    return slash == npos ? number(word) : number(word.substr(0, slash)) && number(word.substr(slash + 1));
}

/// The colon behind TIME: a command's name may hold blanks and colons itself.
std::size_t find_time_colon(std::string_view line) {
    for (auto colon = line.find(':'); colon != npos; colon = line.find(':', colon + 1)) {
        if (colon + 1 < line.size() && !is_blank(line[colon + 1]))
            continue;
        const auto start = word_start(line, colon);
        if (start > 0 && is_time(line.substr(start, colon - start)))
            return colon;
    }
    return npos;
}

bool is_module_letter(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

bool is_kernel_module(std::string_view module) {
    if (module.starts_with("[kernel.") || module.starts_with("[guest.kernel") || module.starts_with("bpf_prog_"))
        return true;
    const auto file = module.substr(module.rfind('/') + 1);
    if (file.starts_with("vmlinux") || file.ends_with(".ko") || file.find(".ko.") != npos)
        return true;
    constexpr std::array<std::string_view, 8> user{"[unknown]", "[vdso]", "[vsyscall]", "[heap]",
                                                   "[stack]",   "[anon]", "[uprobes]",  "[vvar]"};
    return module.size() > 2 && module.front() == '[' && module.back() == ']' &&
           std::ranges::find(user, module) == user.end() &&
           std::ranges::all_of(module.substr(1, module.size() - 2), is_module_letter);
}

/// "/tmp/perf-4711.map", which a runtime writes for the code it made. The number is another in each execution.
bool is_jit_map(std::string_view module) {
    auto file = module.substr(module.rfind('/') + 1);
    if (!skip(file, "perf-") || !file.ends_with(".map"))
        return false;
    return all_digits(file.substr(0, file.size() - 4));
}

/// Cuts "(MODULE)" off the end of a frame. A module's name may hold " (", as in "(/tmp/x (deleted))". Old perf printed
/// nothing for a symbol that it did not know.
std::optional<std::string_view> take_module(std::string_view& text) {
    if (!text.ends_with(')'))
        return std::nullopt;
    const std::string_view deleted = " (deleted))";
    const auto tail = text.ends_with(deleted) ? deleted.size() : 0;
    const auto blank = text.substr(0, text.size() - tail).rfind(" (");
    if (blank == npos && !text.starts_with('('))
        return std::nullopt;
    const auto open = blank == npos ? 0 : blank + 1;
    const auto module = text.substr(open + 1, text.size() - open - 2);
    text = trim(text.substr(0, open));
    return module;
}

std::optional<std::uint64_t> take_offset(std::string_view& symbol) {
    const auto plus = symbol.rfind("+0x");
    if (plus == npos)
        return std::nullopt;
    const auto offset = whole_number(symbol.substr(plus + 3), 16);
    if (offset)
        symbol = symbol.substr(0, plus);
    return offset;
}

/// What simpleperf prints for a place without a symbol: "libxul.so[+1f2e7a0]".
bool is_place(std::string_view symbol) {
    const auto open = symbol.rfind("[+");
    return open != npos && symbol.ends_with(']') &&
           whole_number(symbol.substr(open + 2, symbol.size() - open - 3), 16).has_value();
}

/// [PERIOD] EVENT: [FRAME]
std::optional<EventLine> parse_event(std::string_view text) {
    EventLine event{.rest = trim(text)};
    auto rest = event.rest;
    if (const auto first = take_word(rest); all_digits(first)) {
        event.period = whole_number(first);
        event.rest = rest;
    }
    rest = event.rest;
    if (const auto name = take_word(rest); name.ends_with(':')) {
        event.event = name.substr(0, name.size() - 1);
        event.rest = rest;
    } else if (!event.rest.empty() && !event.rest.starts_with("PERF_RECORD_") && !parse_frame_line(event.rest)) {
        return std::nullopt;
    }
    return event;
}

/// COMM PID[/TID] [CPU]
std::optional<EventLine> with_command(std::string_view front, std::optional<EventLine> event) {
    auto pid = take_last_word(front);
    if (pid.starts_with('[') && pid.ends_with(']'))
        pid = take_last_word(front);
    if (!event || !is_pid(pid))
        return std::nullopt;
    event->comm = trim(front);
    return event;
}

} // namespace

std::optional<EventLine> parse_event_line(std::string_view line) {
    if (const auto colon = find_time_colon(line); colon != npos) {
        auto front = line.substr(0, colon);
        take_last_word(front); // the time
        return with_command(front, parse_event(line.substr(colon + 1)));
    }
    // Recorded without times: COMM PID EVENT:
    auto front = trim(line);
    const auto event = take_last_word(front);
    return event.ends_with(':') ? with_command(front, parse_event(event)) : std::nullopt;
}

std::optional<FrameLine> parse_frame_line(std::string_view line) {
    line = trim(line);
    const auto blank = std::min(line.find_first_of(" \t"), line.size());
    const auto address = whole_number(line.substr(0, blank), 16);
    if (!address)
        return std::nullopt;
    FrameLine frame{.address = *address};
    frame.symbol = trim(line.substr(blank));
    const auto module = take_module(frame.symbol);
    frame.inlined = module == "inlined";
    frame.module = frame.inlined ? std::string_view{} : module.value_or("[unknown]");
    frame.symbol_offset = take_offset(frame.symbol);
    if (frame.symbol == "[unknown]" || is_place(frame.symbol))
        frame.symbol = {};
    // Kernel addresses are the upper half on every 64-bit Linux.
    constexpr std::uint64_t upper_half = 0xffff000000000000;
    frame.kernel = is_kernel_module(frame.module) || (frame.module == "[unknown]" && frame.address >= upper_half);
    if (frame.kernel)
        frame.module = "[kernel]";
    else if (is_jit_map(frame.module))
        frame.module = "[JIT]";
    return frame;
}

bool is_source_line(std::string_view line) {
    const auto colon = line.rfind(':');
    return colon != npos && colon > 0 && all_digits(trim(line.substr(colon + 1)));
}

} // namespace perfeng::tools
