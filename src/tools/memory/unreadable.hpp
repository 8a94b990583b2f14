#pragma once

#include "perfeng/tools/recognise.hpp"

#include <optional>
#include <string_view>

namespace perfeng::tools {

/// The texts of memory tools that perfeng knows by their look, but does not read.
[[nodiscard]] std::optional<Unreadable> unreadable_memory_text(std::string_view text);

} // namespace perfeng::tools
