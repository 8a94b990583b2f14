#pragma once

#include "perfeng/analysis/stack_matcher.hpp"

#include <string>
#include <vector>

namespace perfeng::analysis {

struct Category {
    std::string name;
    StackPattern pattern;
};

/// By names of functions. What the language's library does for its own sake (copying bytes, allocating) has a lower
/// rank than what the user asked it for.
[[nodiscard]] const std::vector<Category>& category_table();

} // namespace perfeng::analysis
