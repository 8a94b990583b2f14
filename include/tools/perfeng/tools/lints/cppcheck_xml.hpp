#pragma once

#include "perfeng/model/lint.hpp"
#include "perfeng/tools/format.hpp"

#include <vector>

namespace perfeng::tools {

/// Reads `cppcheck --xml` (version 2 of the format, cppcheck 2.10 manual, "XML output"). Of several places the first
/// counts. An error without a place, such as missingIncludeSystem, is left out.
[[nodiscard]] Recognition recognise_cppcheck_xml(Head head);
[[nodiscard]] tl::expected<Read<std::vector<LintFinding>>, ReadError> read_cppcheck_xml(std::string_view text);

} // namespace perfeng::tools
