#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/model/profile.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace perfeng::tools {

/// Reads JSON of speedscope (file-format-schema.json of speedscope 0.0.1 to 1.x), as speedscope, py-spy, rbspy and
/// others write it. The file's keys may stand in any order.
///
/// Sampled profiles: each entry of `samples` is a sample with its weight; where there are no weights, 1. Evented ones
/// hold no samples: weight is the time between two events, given to the stack that was open. Times become seconds (the
/// event is "time"), bytes stay (event "bytes"), "none" is a count (event "samples": a stack's samples are its rounded
/// weight). Of several profiles each is a thread with its name; those in another unit than the first are left out, and
/// a warning tells. The tool is the exporter that the file names, else "speedscope".
///
/// Refused: an index of no frame, a frame that is closed while another is on top, events back in time. Weights below 0
/// or above 1e18 are passed over and told. Stacks of over 1024 frames are cut at the root and told.
[[nodiscard]] tl::expected<Read<Profile>, ReadError> read_speedscope(std::string_view text);

/// By the address of its schema.
[[nodiscard]] Recognition recognise_speedscope(Head head);

} // namespace perfeng::tools
