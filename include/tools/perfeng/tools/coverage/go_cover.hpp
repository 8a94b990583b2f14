#pragma once

#include "perfeng/model/coverage.hpp"
#include "perfeng/tools/format.hpp"

namespace perfeng::tools {

/// Reads `go test -coverprofile` and `go tool covdata textfmt` (cmd/cover, golang.org/x/tools/cover):
///
///     mode: set|count|atomic
///     example.com/shapes/shapes.go:12.25,13.15 1 100      FILE:LINE.COLUMN,LINE.COLUMN STATEMENTS COUNT
///
/// The profile knows blocks, not lines: a line has the highest count of the blocks on it. The same block of several
/// test programs is added up, in mode "set" (where a count is only 0 or 1) it was executed or not. No functions are
/// named. Blocks over more lines than any source has are refused.
[[nodiscard]] Recognition recognise_go_cover(Head head);
[[nodiscard]] tl::expected<Read<Coverage>, ReadError> read_go_cover(std::string_view text);

} // namespace perfeng::tools
