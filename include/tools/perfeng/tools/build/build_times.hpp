#pragma once

#include "perfeng/model/build.hpp"
#include "perfeng/tools/format.hpp"

namespace perfeng::tools {

/// Reads the page that `cargo build --timings` writes (cargo 1.95): the list UNIT_DATA in it. A unit is a crate, or a
/// run of a build script; those on the longest chain of units that unblock one another, back from the one that ended
/// last, are `critical`.
[[nodiscard]] Recognition recognise_cargo_timings(Head head);
[[nodiscard]] tl::expected<Read<BuildTimes>, ReadError> read_cargo_timings(std::string_view html);

/// Reads .ninja_log (ninja 1.11, versions 5 to 7 of the log): START, END (ms), MTIME, OUTPUT and HASH of each command,
/// in the order in which they ended. The file collects builds; a new one begins where an end lies before the one above.
/// Of several the one with the most commands counts, and a warning says so. Outputs of one command are one unit.
[[nodiscard]] Recognition recognise_ninja_log(Head head);
[[nodiscard]] tl::expected<Read<BuildTimes>, ReadError> read_ninja_log(std::string_view text);

/// Reads what `clang -ftime-trace` writes beside an object file (clang 14 and 19): one compilation. Units are the
/// compilation itself (its name is the file's, which the text does not hold: empty here), its phases, headers with all
/// that they include, and templates; the same header or template counts once, with its times added up.
[[nodiscard]] Recognition recognise_time_trace(Head head);
[[nodiscard]] tl::expected<Read<BuildTimes>, ReadError> read_time_trace(std::string_view json);

/// Adds the units of another file: equal ones (by name and kind) have their times added up.
void join_build_times(BuildTimes& times, BuildTimes more);

} // namespace perfeng::tools
