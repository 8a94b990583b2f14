#pragma once

#include "perfeng/model/build.hpp"

namespace perfeng::tools {

/// Longest first.
void sort_units(BuildTimes& times);

/// Whether a text begins as clang's -ftime-trace does, rather than another trace in Chrome's format.
[[nodiscard]] bool looks_like_time_trace(std::string_view text);

} // namespace perfeng::tools
