#include "valgrind_frames.hpp"

#include "leak_sites.hpp"
#include "text/reading.hpp"

#include <string>

namespace perfeng::tools {

MemoryFrame described_frame(std::string_view description) {
    description = trim(description);
    MemoryFrame frame;
    const auto open = description.rfind(" (");
    if (open != std::string_view::npos && description.ends_with(')')) {
        auto place = description.substr(open + 2, description.size() - open - 3);
        const bool has_module = skip(place, "in ");
        if (has_module)
            frame.module = place;
        if (has_module || set_location(frame, place))
            description = description.substr(0, open);
    }
    if (description != "???")
        frame.function = description;
    return frame;
}

std::optional<std::uint64_t> grouped_number(std::string_view text) {
    std::string digits(text);
    std::erase(digits, ',');
    return whole_number(digits);
}

} // namespace perfeng::tools
