#pragma once

#include <optional>
#include <string_view>

namespace perfeng::analysis {

/// Lines of a source file, from 1, both included.
struct LineRange {
    int first = 0;
    int last = 0;

    [[nodiscard]] bool holds(int line) const { return first <= line && line <= last; }
    [[nodiscard]] int lines() const { return last - first + 1; }
    bool operator==(const LineRange&) const = default;
};

/// The lines of the function `name` ("parse::Parser::next", "main.run", "A.get") that holds the lines `inside`: from
/// the nearest line above them that has its name before a parenthesis (or the brackets of its generic parameters) and
/// is indented less, to the first line below that is indented no more. So it tells by indentation, as it is customary
/// in C, C++, Rust, Go, Java, JavaScript and Python, not by syntax. None where there is no such line, as for operators
/// and for source that has changed since.
[[nodiscard]] std::optional<LineRange> function_extent(std::string_view source, std::string_view name,
                                                       LineRange inside);

} // namespace perfeng::analysis
