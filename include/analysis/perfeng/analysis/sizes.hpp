#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::analysis {

/// "500,1000,2000" or "500,1000,...,16000": the dots continue the numbers before them to the one behind, by the factor
/// of the first two where that leads there, else by their step. Ascending. Throws Error for what is no list of positive
/// ascending numbers, or a progression that does not lead there.
[[nodiscard]] std::vector<double> parse_sizes(std::string_view text);

/// Both ends belong to it.
struct SizeRange {
    double from = 0;
    double to = std::numeric_limits<double>::infinity();
    std::string text;

    [[nodiscard]] bool holds(double size) const { return size >= from && size <= to; }
};

/// "10-50", "1000-" (and more), "-10" (up to), "100". Throws Error.
[[nodiscard]] SizeRange parse_size_range(std::string_view text);

/// As a command line takes it: "500", "0.5".
[[nodiscard]] std::string size_text(double size);

} // namespace perfeng::analysis
