#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/model/profile.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <string_view>

namespace perfeng::tools {

/// `base` only of a differential graph: what was measured before.
struct FlameGraph {
    Profile profile;
    std::optional<Profile> base;
};

/// Reads a flame graph back into stacks: an SVG of flamegraph.pl (since 2011), inferno, cargo-flamegraph, py-spy or
/// perfeng, also within an HTML page.
///
/// A frame is a <rect> with the title "NAME (COUNT UNIT, SHARE%)", or before titles were written with
/// onmouseover="s('NAME (COUNT UNIT, SHARE%)')". The stacks are those of the geometry: a frame was called by the one
/// that it stands on (root at the bottom) or hangs from (root at the top, "icicle"). Counts are those of the titles, or
/// inferno's exact fg:x and fg:w where every frame has them. Self weight is a frame's count without those of the frames
/// next to it, so all weights together are the root's count within rounding. Frames that were too narrow to be drawn
/// are in the self weight of their caller. The root "all" is no frame: what it has of its own is a stack without
/// frames.
///
/// UNIT becomes the event: "bytes" are bytes; "s", "ms", "us" and "ns" become seconds; all else is a count, of samples
/// where the file calls them so, even if a tool passed off periods as samples. Of other units there are no samples.
/// Frame names are read as those of folded stacks; see folded.hpp. The profile comes without functions and quality.
///
/// In a differential graph (flamegraph.pl and inferno, of two counts a stack) a title ends with "; CHANGE%)": by how
/// much the frame's own count differs from the base's, as a share of the whole. The picture is that of the second
/// profile, and the base is reckoned back from it: exactly under 10,000 samples, else within the rounding of CHANGE.
/// What only the base had is not drawn. A graph drawn with `--negate` can't be told from others: its base is mirrored.
///
/// A graph of reversed stacks (`--reverse`) can't be told from others: leaves are then read as roots.
/// Warned of: a base that is not all drawn; the changes in differential graphs of before 2014, which are left out;
/// frames without a count, whose width is taken; frames that touch no other; a picture that contradicts its counts; a
/// file cut short. No frame at all is an error, which tells what the picture says instead.
[[nodiscard]] tl::expected<Read<FlameGraph>, ReadError> read_flamegraph_svg(std::string_view svg);

/// Any SVG: of one that is no flame graph, the reader's error tells what it shows.
[[nodiscard]] Recognition recognise_flamegraph_svg(Head head);

} // namespace perfeng::tools
