#pragma once

#include "perfeng/model/coverage.hpp"
#include "perfeng/tools/format.hpp"

namespace perfeng::tools {

/// Reads the .gcov files of gcov (gcc 4 to 14) and `llvm-cov gcov`, one or several put together; man page of gcov:
///
///             -:    0:Source:main.cpp
///     function main called 1 returned 100% blocks executed 84%         (-b, -f)
///             1:   26:int main(int argc, char**) {
///         #####:   28:        return unused(argc);
///            2*:   30:            best = values[i];
///
/// "#####" and "=====" (only reached by exceptions) are lines that were not executed; the '*' marks one of which some
/// blocks were not. Blocks (-a), branches and calls (-b, -c) are not kept, nor are the instances of a template, whose
/// lines stand once together before they stand one by one. Functions are known where gcov was asked for them. Counts of
/// `gcov -H` are rounded ("1.5k"), and a warning says so.
[[nodiscard]] Recognition recognise_gcov(Head head);
[[nodiscard]] tl::expected<Read<Coverage>, ReadError> read_gcov(std::string_view text);

} // namespace perfeng::tools
