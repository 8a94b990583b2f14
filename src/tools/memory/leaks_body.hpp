#pragma once

#include "perfeng/model/memory.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace perfeng::tools {

struct LeaksBody {
    std::vector<LeakSite> sites;
    std::size_t skipped = 0; ///< lines that stand where a frame or a leak was due
};

/// What follows the count in a report of macOS `leaks`: trees, each after the stack that it was allocated by (4.0),
/// or a line a leak (1.0 to 3.0, --list).
[[nodiscard]] LeaksBody read_leaks_body(std::string_view text);

/// "16 bytes", "824", "1.56K", "7.23M" (K = 1024), rounded to whole bytes.
[[nodiscard]] std::optional<std::uint64_t> leaks_size(std::string_view text);

} // namespace perfeng::tools
