#pragma once

#include <string>
#include <string_view>

/// What the charts share.
namespace perfeng::report {

/// The element, its title, and a style sheet: colours that the colour-blind tell apart (Okabe and Ito, 2008), lighter
/// ones on a dark ground, as `color` of the classes s0 to s5; and the classes title, axis, grid, guide, faint, fit,
/// mark.
[[nodiscard]] std::string svg_begin(double width, double height, std::string_view title);

[[nodiscard]] std::string xml_escaped(std::string_view text);
[[nodiscard]] std::string svg_text(double x, double y, std::string_view anchor, std::string_view kind,
                                   const std::string& text);
[[nodiscard]] std::string svg_line(double x1, double y1, double x2, double y2, std::string_view kind);

} // namespace perfeng::report
