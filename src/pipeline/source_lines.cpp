#include "source_lines.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace perfeng::pipeline {
namespace {

constexpr int lines_around = 2;
constexpr std::size_t longest = 200; ///< of a line that is shown

void read_source(HotLine& hot, const std::filesystem::path& file) {
    std::ifstream in(file);
    std::string text;
    const int first = std::max(1, hot.line - lines_around);
    for (int line = 1; line <= hot.line + lines_around && std::getline(in, text); ++line)
        if (line >= first)
            hot.source.push_back(text.substr(0, longest));
    if (hot.source.size() <= static_cast<std::size_t>(hot.line - first))
        hot.source.clear();
    hot.first_line = hot.source.empty() ? 0 : first;
}

} // namespace

void add_source_lines(Profile& profile, const std::string& cwd) {
    std::error_code unreadable;
    for (auto& hot : profile.hot_lines) {
        const auto file = std::filesystem::path(cwd) / hot.file;
        if (std::filesystem::is_regular_file(file, unreadable))
            read_source(hot, file);
    }
}

} // namespace perfeng::pipeline
