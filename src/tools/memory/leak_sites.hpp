#pragma once

#include "perfeng/model/memory.hpp"

#include <cstdint>
#include <string_view>

namespace perfeng::tools {

/// Cuts the allocators off the site's stack and names its place after the first frame of the user's own code.
void name_place(LeakSite& site);

/// Adds to what the kind counts for: leaks, possible or reachable.
void add_loss(Leaks& leaks, LeakKind kind, std::uint64_t count, std::uint64_t bytes);

/// Leaks before the rest, largest first.
void sort_sites(Leaks& leaks);

/// Leaked blocks (definite, indirect) that have a site. Tools may list fewer than they count.
[[nodiscard]] std::uint64_t listed_leaks(const Leaks& leaks);

/// Splits "name.c:12" into file and line; false, and nothing set, where no number follows a colon. The line may be
/// followed by a column ("name.c:12:5").
bool set_location(MemoryFrame& frame, std::string_view location);

} // namespace perfeng::tools
