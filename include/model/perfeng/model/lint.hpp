#pragma once

#include <string>

namespace perfeng {

/// What a linter says of a place in the source. Empty texts: the tool does not tell.
struct LintFinding {
    std::string tool;     ///< "clippy", "rustc", "clang-tidy", "cppcheck"
    std::string rule;     ///< "clippy::manual_contains", "performance-for-range-copy", "passedByValue"
    std::string category; ///< the tool's own: "performance", "style", "warning", ...
    std::string file;     ///< as the tool wrote it
    int line = 0;         ///< the first line of what it speaks of
    int last_line = 0;    ///< the last; `line` where the tool tells one place
    std::string message;
    std::string help; ///< what the tool proposes

    bool operator==(const LintFinding&) const = default;
};

} // namespace perfeng
