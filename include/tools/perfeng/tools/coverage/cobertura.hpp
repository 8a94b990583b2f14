#pragma once

#include "perfeng/model/coverage.hpp"
#include "perfeng/tools/format.hpp"

namespace perfeng::tools {

/// Reads the XML of Cobertura (coverage-04.dtd), as gcovr, coverage.py, Coverlet, PHPUnit and others write it:
///
///     <coverage line-rate=...>..<class filename="src/a.cpp"><methods><method name="f" signature="(int)">
///       <lines><line number="8" hits="2"/></lines></method></methods><lines><line number="8"
///       hits="2"/></lines></class>
///
/// Lines are those of the classes, or of the methods of a class that lists none itself; classes of one file are added
/// up. A method's count is that of its first line. Branches are not kept, and paths stay relative to one of <sources>.
/// Tools that know only whether a line was executed (coverage.py) write 1 hit.
[[nodiscard]] Recognition recognise_cobertura(Head head);
[[nodiscard]] tl::expected<Read<Coverage>, ReadError> read_cobertura(std::string_view text);

} // namespace perfeng::tools
