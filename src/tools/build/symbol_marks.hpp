#pragma once

#include <string_view>

namespace perfeng::tools {

/// The mark that a symbol's name is, "" for none: "asan", "gcov", "jemalloc", "unwinds", ... `undefined`: it is
/// imported.
[[nodiscard]] std::string_view symbol_mark(std::string_view name, bool undefined);

} // namespace perfeng::tools
