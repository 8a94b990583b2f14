#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/model/memory.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace perfeng::tools {

/// Reads what LeakSanitizer writes to stderr or log_path, alone or in AddressSanitizer (gcc 12, LLVM 14 to 19), among
/// other output. Direct leaks are definite, indirect ones indirect. `count` and `bytes` are those of the SUMMARY lines,
/// added up where several processes wrote; where that line is missing, of the leaks before the cut. Errors of other
/// sanitizers are counted in `other_errors`.
/// Warns of suppressed leaks, of a report that is cut off, and of leaks that were left out (max_leaks).
/// Refuses a text without a report: LeakSanitizer is silent when it finds nothing and when it does not look.
[[nodiscard]] tl::expected<Read<Leaks>, ReadError> read_lsan(std::string_view text);

/// The report may follow what the program itself printed.
[[nodiscard]] Recognition recognise_lsan(Head head);

} // namespace perfeng::tools
