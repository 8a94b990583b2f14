#pragma once

#include "perfeng/report/page.hpp"

#include <string>

namespace perfeng::report {

/// The text in one line for a terminal, with its verdicts coloured.
[[nodiscard]] std::string painted(const Text& text, bool color);
[[nodiscard]] std::string bold(const std::string& text, bool color);

} // namespace perfeng::report
