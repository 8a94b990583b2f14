#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/model/profile.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <string_view>

namespace perfeng::tools {

/// `base` only of a differential file: what was measured before.
struct FoldedProfiles {
    Profile profile;
    std::optional<Profile> base;
};

/// Reads folded stacks, as stackcollapse-*.pl, inferno-collapse-*, `py-spy record -f raw` and many more write them. A
/// line is a stack, root first, and its count after the last space:
///
///     main;parse;memcpy_[k] 31
///     main;parse (src/parse.py:130) 2.5
///
/// Where every line ends with two counts, the file is differential (difffolded.pl, inferno-diff-folded): the first
/// count is the base's, the second the profile's. UTF-8, or UTF-16 by its byte order mark; lines may end with "\r\n".
/// Empty lines and lines that start with "# " are comments. Lines without a count are passed over, and a warning says
/// how many; a text without a single count above 0 is an error.
///
/// The format names neither what was counted nor a unit: the event is "samples", the unit a count, and a stack's
/// samples are its rounded weight (by the running sum: together they are the rounded whole), even where a tool wrote
/// periods or bytes. A leading frame with the name of the process or thread stays a frame. Frames are read as follows:
/// the annotations of stackcollapse-perf.pl `_[k]` (kernel), `_[i]` (inlined), `_[j]` and `_[w]`, and those of
/// async-profiler, `_[0]` and `_[1]`, are cut off; "MODULE`NAME" (DTrace) and "NAME (FILE:LINE)" (py-spy) are taken
/// apart; names are demangled and shortened, but for those of interpreters ("<module>"). A ';' behind the last frame
/// (heaptrack_print -F) separates nothing. A "; " within brackets is part of a name: Rust's "[T; 4]". The profile comes
/// without functions and quality.
[[nodiscard]] tl::expected<Read<FoldedProfiles>, ReadError> read_folded(std::string_view text);

/// Most lines of the head must be stacks, and half of these of several frames: any text has a line with a number at its
/// end.
[[nodiscard]] Recognition recognise_folded(Head head);

} // namespace perfeng::tools
