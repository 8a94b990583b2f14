#pragma once

#include "perfeng/tools/contents.hpp"
#include "perfeng/tools/format.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace perfeng::tools {

/// Reads the flame graph of async-profiler, an HTML page of version 2.0 to 4.x (src/flameGraph.cpp and
/// src/res/flame.html of its tags): the calls f(), u() and n() that draw the frames, and the table of their names.
///
/// A stack's weight is the width of a frame less that of the frames on it; frames narrower than --minwidth are not
/// drawn, and their weight is their caller's own. The page tells a unit from 4.5 on ("ns" becomes seconds, "bytes"
/// stay), before that weights are counted as samples. The event is the page's title without " profile", in lower case;
/// "time", "bytes" or "samples" of a title without it. A frame of the kernel or an inlined one is so by its colour, but
/// for pages of allocations and locks; a thread's frame ("[main tid=7]") becomes `thread`. The root, "all", is no
/// frame. A page of --reverse is read leaf first where the version tells it from an upside down one (2.x and 3.x); of
/// later versions an inverted page is refused.
///
/// A differential page (jfrconv --diff) gives `base_profile` too, without the stacks that only the base had: these are
/// not in the page. Stacks of over 1024 frames are cut at the root and told.
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_async_profiler(std::string_view text);

/// A page with the function that draws async-profiler's frames.
[[nodiscard]] Recognition recognise_async_profiler(Head head);

} // namespace perfeng::tools
