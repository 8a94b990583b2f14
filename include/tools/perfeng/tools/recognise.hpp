#pragma once

#include "perfeng/tools/format.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// A format that a text is of, and the line on which that shows.
struct Recognised {
    const Format* format = nullptr;
    std::size_t line = 0;
};

/// What a text is by its content, whatever its name: none, one, or (where a file holds the output of two tools) the
/// first few by line. Each format is asked with the first 4 KiB, then 64 KiB, 1 MiB and the whole, until one says yes.
[[nodiscard]] std::vector<Recognised> recognise(std::string_view text);

/// What perfeng knows by its look, but cannot read, and what to do to get something that it can.
struct Unreadable {
    std::string_view what;
    std::string_view how;
};
[[nodiscard]] std::optional<Unreadable> recognise_unreadable(std::string_view text);

} // namespace perfeng::tools
