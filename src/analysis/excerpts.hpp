#pragma once

#include "perfeng/model/verification.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace perfeng::analysis {

/// Two lines that differ, each cut to what can be read around the place where they do. A line end stands in them only
/// where it is the difference.
[[nodiscard]] std::pair<Excerpt, Excerpt> excerpts_of(std::string_view base, std::string_view candidate);

/// The beginning of a line, without its end.
[[nodiscard]] std::string beginning_of(std::string_view line);

} // namespace perfeng::analysis
