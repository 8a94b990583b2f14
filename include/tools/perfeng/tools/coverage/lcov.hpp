#pragma once

#include "perfeng/model/coverage.hpp"
#include "perfeng/tools/format.hpp"

namespace perfeng::tools {

/// Reads tracefiles of lcov ("geninfo" man page, versions 1 and 2), as lcov, llvm-cov export -format=lcov, gcovr,
/// coverage.py, grcov and many others write them:
///
///     TN:name of a test               FN:start[,end],name     FNDA:count,name
///     SF:path                         FNL:index,start[,end]   FNA:index,count,name
///     DA:line,count[,checksum]        end_of_record
///
/// Records of one file, by several tests, are added up. Names of functions may hold commas. A function without a count
/// was not executed. Branches (BRDA), conditions (MCDC), versions and the totals of a file are not kept. What is no
/// record, or has a count that is no number, is passed over and told.
[[nodiscard]] Recognition recognise_lcov(Head head);
[[nodiscard]] tl::expected<Read<Coverage>, ReadError> read_lcov(std::string_view text);

} // namespace perfeng::tools
