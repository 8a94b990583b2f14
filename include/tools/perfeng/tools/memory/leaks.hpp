#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/model/memory.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace perfeng::tools {

/// What `leaks` of macOS says about one process.
struct LeaksReport {
    Leaks leaks;
    std::optional<std::uint64_t> footprint;      ///< bytes, when leaks looked at the process; macOS 10.13 and later
    std::optional<std::uint64_t> peak_footprint; ///< bytes
    std::string version;                         ///< of the report, "4.0, multi-line stacks"; empty in the oldest form
    std::string process;                         ///< its name; empty with -quiet, which leaves out the header
};

/// Reads the text of macOS `leaks`, report versions 1.0 to 4.0, header and stacks or not, trees or --list, with the
/// program's own output around it (--atExit). Written from recorded reports, not on a Mac.
/// The line "Process 12: 3 leaks for 96 total leaked bytes." gives `count` and `bytes`; of several such reports the
/// last is read, which is that of leaks itself when the program wrote the like. All leaks are of kind definite.
/// A site is a stack or, where leaks recorded none, a type; then `function` is the one that leaks names ("malloc in
/// f"), or the type in angle brackets ("<NSURL>"), or "[unknown]". A root's bytes are exact when its whole tree is
/// printed, else as leaks rounds them (1.56K, K = 1024 bytes). Warns of a process that leaks was not allowed to look
/// into, of AddressSanitizer, and of leaks without a place. Refuses a text without that line: leaks failed, or never
/// ran.
[[nodiscard]] tl::expected<Read<LeaksReport>, ReadError> read_leaks_report(std::string_view text);

/// Its leaks alone.
[[nodiscard]] tl::expected<Read<Leaks>, ReadError> read_leaks(std::string_view text);

/// The report may follow what the program itself printed.
[[nodiscard]] Recognition recognise_leaks(Head head);

} // namespace perfeng::tools
