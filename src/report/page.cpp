#include "perfeng/report/page.hpp"

#include <algorithm>

namespace perfeng::report {

Text& Text::operator+=(const Text& more) {
    spans.insert(spans.end(), more.spans.begin(), more.spans.end());
    return *this;
}

bool Text::empty() const {
    return std::ranges::all_of(spans, [](const Span& span) { return span.text.empty(); });
}

Text operator+(Text left, const Text& right) { return left += right; }
Text code(std::string text) { return {std::move(text), Mark::code}; }
Text name(std::string text) { return {std::move(text), Mark::name}; }

Text prose(std::string_view text) {
    Text result;
    while (!text.empty()) {
        const auto open = text.find('`');
        const auto close = open == std::string_view::npos ? open : text.find('`', open + 1);
        if (close == std::string_view::npos)
            return result + std::string(text);
        result += std::string(text.substr(0, open));
        result += Text(std::string(text.substr(open + 1, close - open - 1)), Mark::quoted);
        text.remove_prefix(close + 1);
    }
    return result;
}

} // namespace perfeng::report
