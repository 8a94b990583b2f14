#include "svg.hpp"

#include "perfeng/report/table.hpp"

#include <fmt/format.h>

namespace perfeng::report {
namespace {

constexpr std::string_view style_sheet = R"(<style>
  svg { background: #ffffff; color: #1f2328; font: 13px system-ui, sans-serif; }
  text { fill: currentColor; }
  .title { font-size: 15px; font-weight: 600; }
  .axis { stroke: currentColor; stroke-width: 1; }
  .grid { stroke: currentColor; stroke-opacity: .15; }
  .guide { stroke: currentColor; stroke-opacity: .45; stroke-dasharray: 3 5; fill: none; }
  .faint { fill-opacity: .65; font-size: 12px; }
  .fit { fill: none; stroke-width: 1.6; }
  .s0 { color: #0072b2; } .s1 { color: #d55e00; } .s2 { color: #009e73; }
  .s3 { color: #a7508a; } .s4 { color: #8a6d00; } .s5 { color: #555555; }
  .fit { stroke: currentColor; } .mark { fill: currentColor; }
  @media (prefers-color-scheme: dark) {
    svg { background: #0d1117; color: #e6edf3; }
    .s0 { color: #56b4e9; } .s1 { color: #ff9b57; } .s2 { color: #3fd0a4; }
    .s3 { color: #e79fc4; } .s4 { color: #f0e442; } .s5 { color: #b0b0b0; }
  }
</style>
)";

} // namespace

std::string svg_begin(double width, double height, std::string_view title) {
    return fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:g} {1:g}\" width=\"{0:g}\" "
                       "height=\"{1:g}\" role=\"img\">\n<title>{2}</title>\n{3}",
                       width, height, xml_escaped(title), style_sheet);
}

std::string xml_escaped(std::string_view text) {
    std::string safe;
    for (const char letter : printable(text)) {
        if (letter == '<')
            safe += "&lt;";
        else if (letter == '>')
            safe += "&gt;";
        else if (letter == '&')
            safe += "&amp;";
        else if (letter == '"')
            safe += "&quot;";
        else
            safe += letter;
    }
    return safe;
}

std::string svg_text(double x, double y, std::string_view anchor, std::string_view kind, const std::string& text) {
    return fmt::format(R"(<text x="{:.1f}" y="{:.1f}" text-anchor="{}" class="{}">{}</text>)"
                       "\n",
                       x, y, anchor, kind, xml_escaped(text));
}

std::string svg_line(double x1, double y1, double x2, double y2, std::string_view kind) {
    return fmt::format(R"(<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" class="{}"/>)"
                       "\n",
                       x1, y1, x2, y2, kind);
}

} // namespace perfeng::report
