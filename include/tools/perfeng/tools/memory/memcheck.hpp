#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/model/memory.hpp"
#include "perfeng/tools/format.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace perfeng::tools {

/// Reads the XML of `valgrind --tool=memcheck --leak-check=full --show-leak-kinds=all --xml=yes` (protocol version 4,
/// docs/internals/xml-output-protocol4.txt of valgrind 3.19). One site a loss record; its stack begins below the
/// allocator, and `function`, `file`, `line` are those of the first frame of the user's own code (the stack's first
/// where there is none). Errors of other kinds, such as invalid reads, are counted, a place each.
/// Refuses another tool's report, and one that ends before the leak check: the program was killed, or replaced itself
/// by another program (exec), which valgrind does not follow.
[[nodiscard]] tl::expected<Leaks, ReadError> read_memcheck_xml(std::string_view xml);

[[nodiscard]] Recognition recognise_memcheck_xml(Head head);

} // namespace perfeng::tools
