#pragma once

#include "perfeng/model/coverage.hpp"
#include "perfeng/tools/format.hpp"

namespace perfeng::tools {

/// Reads the XML of JaCoCo (report.dtd 1.0 and 1.1):
///
///     <package name="org/app"><class name="org/app/Main" sourcefilename="Main.java"><method name="f" line="3">..
///       <sourcefile name="Main.java"><line nr="3" mi="0" ci="7" mb="0" cb="2"/>
///
/// JaCoCo knows whether a line's instructions were executed and not how often: a line of which any was (ci > 0) has the
/// count 1, others 0, and so it is with methods. The path is that of the package and the source file,
/// "org/app/Main.java". A method is named with its class, "Main.f"; one of a class of which neither its sourcefilename
/// nor its name tells the file is passed over and told.
[[nodiscard]] Recognition recognise_jacoco(Head head);
[[nodiscard]] tl::expected<Read<Coverage>, ReadError> read_jacoco(std::string_view text);

} // namespace perfeng::tools
