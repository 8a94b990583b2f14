#include "perfeng/tools/recognise.hpp"

#include <algorithm>
#include <array>

namespace perfeng::tools {
namespace {

constexpr std::array<std::size_t, 3> head_sizes{std::size_t{4} << 10U, std::size_t{64} << 10U, std::size_t{1} << 20U};

/// Where a prefix of the text first shows the format: the line that ends it. Recognition of a longer head may be "yes"
/// or "need more", never "no" after "yes", so that halving finds the place.
std::size_t line_of(const Format& format, std::string_view head) {
    std::size_t shown = head.size();
    for (std::size_t low = 0, high = head.size(); low < high;) {
        const auto middle = low + (high - low) / 2;
        const auto end = std::min(head.find('\n', middle), head.size() - 1) + 1;
        if (format.recognise({head.substr(0, end), end == head.size()}) == Recognition::yes) {
            shown = end;
            high = middle;
        } else {
            low = end;
        }
    }
    const auto before = head.substr(0, shown > 0 ? shown - 1 : 0);
    return static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1;
}

/// Asks the formats that are still possible, and forgets those that are not.
std::vector<Recognised> ask(std::vector<const Format*>& possible, Head head) {
    std::vector<Recognised> found;
    std::erase_if(possible, [&](const Format* format) {
        const auto answer = format->recognise(head);
        if (answer == Recognition::yes)
            found.push_back({format, 0});
        return answer == Recognition::no;
    });
    for (auto& recognised : found)
        recognised.line = line_of(*recognised.format, head.text);
    std::ranges::stable_sort(found, {}, &Recognised::line);
    return found;
}

} // namespace

std::vector<Recognised> recognise(std::string_view text) {
    std::vector<const Format*> possible;
    for (const auto& format : formats())
        possible.push_back(&format);
    for (const auto size : head_sizes) {
        if (size >= text.size())
            break;
        if (auto found = ask(possible, {text.substr(0, size), false}); !found.empty())
            return found;
    }
    return ask(possible, {text, true});
}

} // namespace perfeng::tools
