#pragma once

#include "perfeng/model/coverage.hpp"
#include "perfeng/tools/format.hpp"

namespace perfeng::tools {

/// Reads `llvm-cov export` (type "llvm.coverage.json.export", version 2, LLVM 6 to 19; tools/llvm-cov/
/// CoverageExporterJson.cpp). Lines are not in it: they are counted from a file's segments [line, column, count,
/// has count, starts a region, is a gap] as LLVM does for its own reports (LineCoverageStats in CoverageMapping.cpp),
/// the highest count of the regions on a line. Functions are those of "functions", instances of a template added up.
/// Refuses an export without segments (-summary-only), and segments over more lines than any source has.
[[nodiscard]] Recognition recognise_llvm_cov(Head head);
[[nodiscard]] tl::expected<Read<Coverage>, ReadError> read_llvm_cov(std::string_view text);

} // namespace perfeng::tools
