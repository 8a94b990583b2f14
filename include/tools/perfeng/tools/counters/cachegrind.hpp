#pragma once

#include "perfeng/tools/contents.hpp"
#include "perfeng/tools/format.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace perfeng::tools {

/// Reads cachegrind.out files (manual of valgrind 3.19, "Cachegrind File Format"; also those of cg_merge). The event is
/// Ir, named "instructions", with the metric of that name; where there is none, the first of the file.
///
/// Cachegrind knows lines and functions, but no calls and no objects: `functions` have their own costs alone, and
/// `total` is the same as `self`; a warning says so. Costs of code that was inlined stand under the function that it
/// was inlined into and its own file: a function is told apart by its name alone, `file` is where most of its cost is,
/// and `line` the costliest there. "." is a cost of 0. Refuses a file without `summary:`, or whose costs are another
/// sum.
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_cachegrind(std::string_view text);

/// By its order of lines: "desc:" or "cmd:", then "events:", then "fl=".
[[nodiscard]] Recognition recognise_cachegrind(Head head);

} // namespace perfeng::tools
