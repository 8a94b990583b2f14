#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace perfeng::tools {

// The lines of `perf script`, taken apart. Views point into the line.

struct EventLine {
    std::string_view comm;
    std::optional<std::uint64_t> period;
    std::string_view event; ///< with modifiers: "cycles:u"; empty where the fields chosen have none
    std::string_view rest;  ///< behind the event: a frame, a tracepoint's fields, or nothing
};
[[nodiscard]] std::optional<EventLine> parse_event_line(std::string_view line);

struct FrameLine {
    std::uint64_t address = 0;
    std::string_view symbol; ///< empty where unknown
    std::optional<std::uint64_t> symbol_offset;
    std::string_view module; ///< "[kernel]", "[unknown]", "[JIT]", or as printed; empty for an inlined frame
    bool kernel = false;
    bool inlined = false;
};
[[nodiscard]] std::optional<FrameLine> parse_frame_line(std::string_view line);

/// "  main.c:12", below a frame with `-F +srcline`.
[[nodiscard]] bool is_source_line(std::string_view line);

} // namespace perfeng::tools
