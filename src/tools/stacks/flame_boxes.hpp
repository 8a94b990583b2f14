#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// A frame as a flame graph draws it; lengths in the picture's unit, pixels or percent.
struct FlameBox {
    std::string name;
    std::optional<double> count;  ///< as the title tells it
    std::optional<double> change; ///< of the frame's own count against the base, as a fraction of the whole
    double x = 0;
    double width = 0;
    double y = 0;
    std::optional<double> exact_x; ///< inferno's fg:x and fg:w, in counts
    std::optional<double> exact_width;
};

struct FlameBoxes {
    std::vector<FlameBox> boxes;
    std::string unit;      ///< of the counts
    std::string last_text; ///< where there are no boxes, what the picture says instead
    bool differential = false;
    bool has_changes = false; ///< a box has one
    bool complete = false;    ///< the end of the picture was seen
};

/// "NAME (COUNT UNIT, SHARE%)", with "; CHANGE%" after the share where it is differential. The first differential
/// graphs had the sum of two weights in front instead, which tells no change.
struct FlameTitle {
    std::string_view name;
    double count = 0;
    std::string_view unit;
    std::optional<double> change; ///< as a fraction
    bool differential = false;
};

/// Of an unescaped title. Matched from the right: names hold commas, parentheses and blanks.
[[nodiscard]] std::optional<FlameTitle> parse_flame_title(std::string_view title);

[[nodiscard]] FlameBoxes read_flame_boxes(std::string_view svg);

} // namespace perfeng::tools
