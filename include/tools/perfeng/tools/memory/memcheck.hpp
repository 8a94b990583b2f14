#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/model/memory.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace perfeng::tools {

/// Reads the XML of `valgrind --tool=memcheck --leak-check=full --show-leak-kinds=all --xml=yes` (protocol version 4,
/// docs/internals/xml-output-protocol4.txt of valgrind 3.19). One site a loss record; its stack begins below the
/// allocator, and `function`, `file`, `line` are those of the first frame of the user's own code (the stack's first
/// where there is none). Errors of other kinds, such as invalid reads, are counted, a place each.
/// Of several checks the one at the program's end counts. Bytes that memcheck calls indirectly lost, and does not list
/// (--show-leak-kinds=all is not its default), count as leaked, though not their number, which it does not tell.
/// Warns of these, of checks passed over, and of what is suppressed. Refuses another tool's report, and one that ends
/// before the leak check: the program was killed, or replaced itself by another program (exec), which valgrind does not
/// follow.
[[nodiscard]] tl::expected<Read<Leaks>, ReadError> read_memcheck_report(std::string_view xml);
/// Without the warnings.
[[nodiscard]] tl::expected<Leaks, ReadError> read_memcheck_xml(std::string_view xml);

[[nodiscard]] Recognition recognise_memcheck_xml(Head head);

} // namespace perfeng::tools
