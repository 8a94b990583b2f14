#pragma once

#include "perfeng/tools/format.hpp"

#include <string>
#include <string_view>

namespace perfeng::tools {

/// What a reader made of a text, as lines for a golden file: figures, the largest stacks, functions and sites, and the
/// warnings; or the message of its refusal.
[[nodiscard]] std::string reading_of(const Format& format, std::string_view text);

} // namespace perfeng::tools
