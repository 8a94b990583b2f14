#pragma once

#include "perfeng/model/coverage.hpp"
#include "perfeng/tools/format.hpp"

namespace perfeng::tools {

/// Reads the JSON of `gcov --json-format` (unpacked from its .gcov.json.gz; of `--stdout` several, one a line), gcc 9
/// to 14, format version 1 and 2, man page of gcov. The instances of a template have lines of their own, which are
/// added up, as are headers that several sources include.
[[nodiscard]] Recognition recognise_gcov_json(Head head);
[[nodiscard]] tl::expected<Read<Coverage>, ReadError> read_gcov_json(std::string_view text);

/// Reads the JSON of `gcovr --json` (format versions 0.1 to 0.15, gcovr 5 to 8), without lines that gcovr excludes.
[[nodiscard]] Recognition recognise_gcovr(Head head);
[[nodiscard]] tl::expected<Read<Coverage>, ReadError> read_gcovr(std::string_view text);

} // namespace perfeng::tools
