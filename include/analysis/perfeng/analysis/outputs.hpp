#pragma once

#include "perfeng/analysis/masks.hpp"
#include "perfeng/model/verification.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace perfeng::analysis {

/// Compares one stream or file of two executions byte by byte, and where bytes differ line by line after masks. Content
/// with a NUL byte in its first 64 KiB is binary, and is not masked. `what` and `gated` are left to the caller.
[[nodiscard]] OutputComparison compare_outputs(std::string_view base, std::string_view candidate, const Masks& masks);

/// What differs between two executions of the same program although the masks are in place: examples, and what further
/// masks (names, else regular expressions) would hide it; no masks where none would.
struct Variation {
    std::vector<std::string> examples;
    std::vector<std::string> remedy;
};
[[nodiscard]] Variation variation_of(std::string_view first, std::string_view again, const Masks& masks);

} // namespace perfeng::analysis
