#pragma once

#include "perfeng/tools/format.hpp"

#include <span>

namespace perfeng::tools {

// The formats of each family, in the family's formats.cpp.
[[nodiscard]] std::span<const Format> benchmark_formats();
[[nodiscard]] std::span<const Format> build_formats();
[[nodiscard]] std::span<const Format> coverage_formats();
[[nodiscard]] std::span<const Format> counter_formats();
[[nodiscard]] std::span<const Format> exchange_formats();
[[nodiscard]] std::span<const Format> lint_formats();
[[nodiscard]] std::span<const Format> memory_formats();
[[nodiscard]] std::span<const Format> size_formats();
[[nodiscard]] std::span<const Format> stack_formats();
[[nodiscard]] std::span<const Format> time_formats();
[[nodiscard]] std::span<const Format> xctrace_formats();

} // namespace perfeng::tools
