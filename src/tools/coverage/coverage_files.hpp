#pragma once

#include "perfeng/model/coverage.hpp"

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

[[nodiscard]] inline std::uint64_t saturated_sum(std::uint64_t a, std::uint64_t b) {
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    return a > most - b ? most : a + b;
}

/// Collects lines and functions by file, in whatever order a tool writes them, and adds up what stands several times.
class CoverageFiles {
public:
    /// The file that the following lines and functions are of.
    void open(std::string_view path);
    [[nodiscard]] bool is_open() const { return current_ != nullptr; }
    void close() { current_ = nullptr; }

    /// False for a number that no line has.
    bool add_line(std::uint64_t line, std::uint64_t count);
    /// `name` as the tool wrote it, mangled or not. A `line` that no file has is an unknown one.
    void add_function(std::string_view name, std::uint64_t line, std::uint64_t count);

    /// Whether any file has a line.
    [[nodiscard]] bool any_lines() const;
    [[nodiscard]] Coverage take(std::string_view tool);

private:
    struct File {
        std::vector<CoveredLine> lines;
        std::vector<CoveredFunction> functions;
        std::size_t merged_lines = 0;
        std::size_t merged_functions = 0;
    };
    std::map<std::string, File, std::less<>> files_;
    File* current_ = nullptr;
};

/// Formats that give ranges of lines can name billions of them in a few bytes: this many are read.
class LineBudget {
public:
    explicit LineBudget(std::size_t input) : left_(1'000'000 + input) {}

    /// False where there are more.
    bool take(std::uint64_t lines) {
        if (lines > left_)
            return false;
        left_ -= lines;
        return true;
    }

private:
    std::uint64_t left_;
};

} // namespace perfeng::tools
