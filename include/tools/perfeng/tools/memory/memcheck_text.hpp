#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/model/memory.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace perfeng::tools {

/// Reads the text of valgrind's memcheck (3.19), on stderr among other output or in a --log-file. Counts and bytes are
/// those of the LEAK SUMMARY, or 0 for "All heap blocks were freed"; of several checks of a process the last counts.
/// One site a loss record, without the bytes that are lost only because of it, which have records of their own; its
/// stack as in read_memcheck_xml(), though the text leaves directories out (--fullpath-after= keeps them). Errors of
/// other kinds are counted, a place each.
/// Warns of several processes, whose losses are added up, of suppressed losses, and of a check without places.
/// Refuses a text without a leak check: another tool's, or of a program that was killed or replaced itself (exec).
[[nodiscard]] tl::expected<Read<Leaks>, ReadError> read_memcheck_text(std::string_view text);

/// The report may follow what the program itself printed.
[[nodiscard]] Recognition recognise_memcheck_text(Head head);

} // namespace perfeng::tools
