#include "flame_boxes.hpp"

#include "text/markup.hpp"
#include "text/reading.hpp"

#include <utility>

namespace perfeng::tools {
namespace {

/// "1,315" is 1315: the comma is always one of thousands here.
std::optional<double> count_with_thousands(std::string_view text) {
    std::string digits(text);
    std::erase(digits, ',');
    return decimal_number(digits);
}

/// "11.36px" or "45%" too: all lengths of a picture have the same unit.
std::optional<double> length(std::optional<std::string_view> text) {
    if (!text)
        return std::nullopt;
    const auto end = text->find_first_not_of("0123456789.");
    return decimal_number(text->substr(0, end));
}

/// The quoted text of "s('NAME (COUNT UNIT, SHARE%)')".
std::optional<std::string> spoken(std::optional<std::string_view> handler) {
    if (!handler)
        return std::nullopt;
    const auto text = unescaped(*handler);
    const auto open = text.find("s('");
    const auto close = text.rfind("')");
    if (open == std::string::npos || close == std::string::npos || close < open + 3)
        return std::nullopt;
    return text.substr(open + 3, close - open - 3);
}

/// The "+4.87" of "10.92%; +4.87".
std::optional<double> change_of(std::string_view share) {
    const auto semicolon = share.rfind("; ");
    if (semicolon == std::string_view::npos)
        return std::nullopt;
    share = trim(share.substr(semicolon + 2));
    const bool less = skip(share, "-");
    if (!less)
        skip(share, "+");
    const auto percent = decimal_number(share);
    if (!percent || *percent > 1e9)
        return std::nullopt;
    return (less ? -*percent : *percent) / 100;
}

class BoxReader {
public:
    FlameBoxes read(std::string_view svg) {
        for (MarkupTags tags(svg); tags.next();)
            read_tag(tags);
        return std::move(result_);
    }

private:
    void read_tag(const MarkupTags& tag) {
        if (tag.name() == "g" || tag.name() == "a") {
            in_group_ = true;
            title_ = spoken(tag.attribute("onmouseover"));
        } else if (tag.name() == "title" && in_group_) {
            title_ = unescaped(tag.text());
        } else if (tag.name() == "rect") {
            read_rect(tag);
        } else if (tag.name() == "text" && !trim(tag.text()).empty()) {
            result_.last_text = unescaped(tag.text());
        } else if (tag.name() == "svg") {
            in_group_ = false;
            title_.reset();
        } else if (tag.name() == "/svg") {
            result_.complete = true;
        }
    }

    void read_rect(const MarkupTags& tag) {
        const auto own = spoken(tag.attribute("onmouseover"));
        const auto& title = own ? own : title_;
        const auto x = length(tag.attribute("x"));
        const auto width = length(tag.attribute("width"));
        const auto y = length(tag.attribute("y"));
        if (!title || !x || !width || !y)
            return;
        FlameBox box{.x = *x, .width = *width, .y = *y};
        box.exact_x = length(tag.attribute("fg:x"));
        box.exact_width = length(tag.attribute("fg:w"));
        add(std::move(box), *title);
        title_.reset();
        in_group_ = false;
    }

    void add(FlameBox box, const std::string& title) {
        box.name = title;
        if (const auto parsed = parse_flame_title(title)) {
            box.name = parsed->name;
            box.count = parsed->count;
            box.change = parsed->change;
            result_.has_changes = result_.has_changes || parsed->change.has_value();
            result_.differential = result_.differential || parsed->differential;
            if (result_.unit.empty())
                result_.unit = parsed->unit;
        }
        result_.boxes.push_back(std::move(box));
    }

    FlameBoxes result_;
    bool in_group_ = false; ///< no frame of this group was seen yet: a page has a title too
    std::optional<std::string> title_;
};

} // namespace

std::optional<FlameTitle> parse_flame_title(std::string_view title) {
    title = title.substr(0, title.find_last_not_of(" \t\r\n") + 1);
    const auto open = title.rfind(" (");
    if (open == std::string_view::npos || !title.ends_with("%)"))
        return std::nullopt;
    auto figures = title.substr(open + 2, title.size() - open - 3);
    const auto comma = figures.rfind(", ");
    if (comma == std::string_view::npos)
        return std::nullopt;
    auto share = figures.substr(comma + 2);
    share.remove_suffix(1); // the percent sign
    figures = figures.substr(0, comma);
    // The first differential graphs have the change in front: "-2 sample weight, 12 samples, 0.65%".
    const auto change = figures.rfind(", ");
    if (change != std::string_view::npos)
        figures.remove_prefix(change + 2);
    const auto count = count_with_thousands(take_word(figures));
    if (!count)
        return std::nullopt;
    return FlameTitle{.name = title.substr(0, open),
                      .count = *count,
                      .unit = figures,
                      .change = change_of(share),
                      .differential = change != std::string_view::npos || share.find(';') != std::string_view::npos};
}

FlameBoxes read_flame_boxes(std::string_view svg) { return BoxReader().read(svg); }

} // namespace perfeng::tools
