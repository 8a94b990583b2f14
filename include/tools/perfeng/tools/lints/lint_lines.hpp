#pragma once

#include "perfeng/model/lint.hpp"
#include "perfeng/tools/format.hpp"

#include <vector>

namespace perfeng::tools {

/// Reads what clang-tidy prints (LLVM 14 to 19), also by run-clang-tidy:
///
///     src/a.cpp:12:21: warning: the loop variable's type is not a reference type [performance-for-range-copy]
///
/// Of several names of a check the first counts. Notes, source lines and warnings of the compiler ([-Wshadow],
/// [clang-diagnostic-...]) are passed over.
[[nodiscard]] Recognition recognise_clang_tidy(Head head);
[[nodiscard]] tl::expected<Read<std::vector<LintFinding>>, ReadError> read_clang_tidy(std::string_view text);

/// Reads the lines of cppcheck 2.x, its own and those of `--template=gcc`, in which every severity is "warning":
///
///     a.cpp:25:62: performance: Function parameter 'name' should be passed by const reference. [passedByValue]
[[nodiscard]] Recognition recognise_cppcheck_lines(Head head);
[[nodiscard]] tl::expected<Read<std::vector<LintFinding>>, ReadError> read_cppcheck_lines(std::string_view text);

} // namespace perfeng::tools
