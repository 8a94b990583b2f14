#include "perfeng/report/flamegraph.hpp"

#include "flame_tree.hpp"
#include "svg.hpp"

#include "perfeng/model/quantity.hpp"
#include "perfeng/report/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace perfeng::report {
namespace {

// Pixels. A character of the fixed-width font is `character` wide, or a little less.
constexpr int row = 16;
constexpr int header = 40;
constexpr int footer = 52;
constexpr int margin = 10;
constexpr double character = 6.7;

/// A frame as it is drawn: `x` and `width` in pixels, `level` rows above the root.
struct Box {
    std::size_t node = 0;
    double x = 0;
    double width = 0;
    int level = 0;
};

struct Drawing {
    std::vector<Box> boxes;
    std::size_t frames_left_out = 0; ///< without those above them
    double weight_left_out = 0;
};

struct Canvas {
    const std::vector<FlameNode>& nodes;
    double width; ///< of the root
    double min_width;
};

/// Parents before their children. Without recursion: stacks may be thousands of frames deep.
Drawing arrange(const Canvas& canvas) {
    const auto& nodes = canvas.nodes;
    Drawing drawing;
    drawing.boxes.push_back({0, margin, canvas.width, 0});
    for (std::size_t next = 0; next < drawing.boxes.size(); ++next) {
        const auto parent = drawing.boxes[next];
        auto x = parent.x;
        for (const auto& [key, child] : nodes[parent.node].children) {
            const auto width = canvas.width * nodes[child].weight / nodes.front().weight;
            if (width < canvas.min_width) {
                ++drawing.frames_left_out;
                drawing.weight_left_out += nodes[child].weight;
            } else {
                drawing.boxes.push_back({child, x, width, parent.level + 1});
            }
            x += width;
        }
    }
    return drawing;
}

/// FNV-1a, so that a function has the same colour in every graph.
std::uint32_t hash_of(std::string_view text) {
    std::uint32_t hash = 2166136261U;
    for (const char letter : text)
        hash = (hash ^ static_cast<unsigned char>(letter)) * 16777619U;
    return hash;
}

bool unnamed(const FlameNode& node) { return node.frame == nullptr || node.frame->name == "[unknown]"; }

/// The hue tells kernel, inlined or module; the name picks the shade.
std::string colour_of(const FlameNode& node) {
    constexpr int kernel_hue = 15;
    constexpr int inlined_hue = 160;
    constexpr std::array module_hues{45, 60, 205, 225, 245, 265, 290, 320};
    if (unnamed(node))
        return "hsl(0,0%,82%)";
    const auto& frame = *node.frame;
    const auto hue = frame.kernel    ? kernel_hue
                     : frame.inlined ? inlined_hue
                                     : module_hues.at(hash_of(frame.module) % module_hues.size());
    const auto shade = hash_of(frame.name) % 16;
    return fmt::format("hsl({},{}%,{}%)", hue, 60 + shade, 62 + shade);
}

std::string name_of(const FlameNode& node, bool root) {
    if (root)
        return "all";
    return node.frame == nullptr ? "[no call chain]" : node.frame->name;
}

void draw(const Box& box, const Canvas& canvas, int base, std::string& svg) {
    const auto& node = canvas.nodes[box.node];
    const auto name = name_of(node, box.node == 0);
    const auto share = node.weight / canvas.nodes.front().weight;
    const auto y = base - box.level * row;
    auto out = std::back_inserter(svg);
    fmt::format_to(out, "<g><title>{} ({}, {:.2f}%)</title>", xml_escaped(name), counted(node.samples, "sample"),
                   share * 100);
    fmt::format_to(out, R"(<rect x="{:.2f}" y="{}" width="{:.2f}" height="{}" fill="{}"/>)", box.x, y, box.width,
                   row - 1, colour_of(node));
    const auto letters = static_cast<std::size_t>(std::max(0.0, (box.width - 6) / character));
    if (letters >= 3)
        fmt::format_to(out, R"(<text x="{:.2f}" y="{}">{}</text>)", box.x + 3, y + row - 5,
                       xml_escaped(cut_middle(printable(name), letters)));
    svg += "</g>\n";
}

void write_line(std::string_view text, int y, std::string_view style, std::string& svg) {
    fmt::format_to(std::back_inserter(svg), "<text x=\"{}\" y=\"{}\"{}>{}</text>\n", margin, y, style,
                   xml_escaped(text));
}

std::string source_of(const Profile& profile, const FlameNode& root) {
    auto text = fmt::format("{}, {}: {}", profile.tool, profile.event, counted(root.samples, "sample"));
    if (profile.weight > 0)
        text += ", " + quantity(profile.weight, profile.unit);
    if (profile.lost > 0)
        text += fmt::format(", {} lost", count(static_cast<double>(profile.lost)));
    return fmt::format("{}; {} in functions without a name", text, percent(profile.quality.unknown_share));
}

std::string left_out(const Drawing& drawing, const Canvas& canvas) {
    if (drawing.frames_left_out == 0)
        return "every frame is drawn";
    return fmt::format("left out as narrower than {:g} pixels, with all above them: {}, {} of the whole",
                       canvas.min_width, counted(drawing.frames_left_out, "frame"),
                       percent(drawing.weight_left_out / canvas.nodes.front().weight));
}

std::string opened(const FlamegraphOptions& options, int width, int height) {
    std::string svg = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    fmt::format_to(std::back_inserter(svg),
                   R"(<svg xmlns="http://www.w3.org/2000/svg" width="{0}" height="{1}" viewBox="0 0 {0} {1}">)"
                   "\n<style>text{{font:11px monospace;fill:#111}} .heading{{font-size:15px}} "
                   "g:hover rect{{stroke:#111}}</style>\n"
                   R"(<rect width="{0}" height="{1}" fill="#fff"/>)"
                   "\n",
                   width, height);
    write_line(options.title, 24, " class=\"heading\"", svg);
    return svg;
}

} // namespace

std::string flamegraph_svg(const Profile& profile, const FlamegraphOptions& options) {
    constexpr int narrowest = 200;
    const auto width = std::max(options.width, narrowest);
    const auto nodes = flame_tree(profile);
    if (nodes.front().weight <= 0) {
        auto svg = opened(options, width, header + footer);
        write_line("The profile holds no stacks: there is nothing to draw.", header + row, "", svg);
        return svg + "</svg>\n";
    }
    const Canvas canvas{nodes, static_cast<double>(width - 2 * margin), std::max(0.0, options.min_width)};
    const auto drawing = arrange(canvas);
    const auto levels = std::ranges::max(drawing.boxes, {}, &Box::level).level + 1;
    const auto height = header + levels * row + footer;
    auto svg = opened(options, width, height);
    for (const auto& box : drawing.boxes)
        draw(box, canvas, height - footer - row, svg);
    write_line(source_of(profile, nodes.front()), height - footer + 16, "", svg);
    write_line(left_out(drawing, canvas), height - footer + 30, "", svg);
    write_line("colours: orange kernel, green inlined, grey without a name, others by module", height - footer + 44, "",
               svg);
    return svg + "</svg>\n";
}

} // namespace perfeng::report
