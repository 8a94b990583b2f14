#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace perfeng::tools {

/// The tags of an SVG or HTML text in their order, well-formed or not; comments, scripts and styles are passed over.
class MarkupTags {
public:
    explicit MarkupTags(std::string_view text) : rest_(text) {}

    bool next();
    [[nodiscard]] std::string_view name() const { return name_; } ///< "rect"; of an end tag "/rect"
    [[nodiscard]] std::string_view text() const { return text_; } ///< between this tag and the next, still escaped
    [[nodiscard]] std::optional<std::string_view> attribute(std::string_view name) const; ///< still escaped

private:
    bool skip_past(std::string_view end);
    bool take_tag();

    std::string_view rest_;
    std::string_view name_;
    std::string_view attributes_;
    std::string_view text_;
};

/// With the entities that XML names, and those of ASCII by number, replaced; any other stays as it is.
[[nodiscard]] std::string unescaped(std::string_view text);

} // namespace perfeng::tools
