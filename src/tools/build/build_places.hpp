#pragma once

#include <filesystem>
#include <string>

namespace perfeng::tools {

[[nodiscard]] bool is_plain_file(const std::filesystem::path& path);

/// The file's content; empty where it can't be read.
[[nodiscard]] std::string text_of(const std::filesystem::path& path);

/// The nearest directory, from `start` upward, for which `holds`; empty where there is none.
template <typename Holds> std::filesystem::path nearest_where(std::filesystem::path start, const Holds& holds) {
    while (!start.empty()) {
        if (holds(start))
            return start;
        if (start == start.parent_path())
            break;
        start = start.parent_path();
    }
    return {};
}

/// The nearest directory that holds a file of this name.
[[nodiscard]] inline std::filesystem::path nearest_above(const std::filesystem::path& start, const char* name) {
    return nearest_where(start, [&](const auto& directory) { return is_plain_file(directory / name); });
}

} // namespace perfeng::tools
