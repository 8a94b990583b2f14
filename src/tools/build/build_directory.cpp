#include "build_directory.hpp"

#include "perfeng/process/file.hpp"

#include <vector>

namespace perfeng::tools {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> directories_in(const fs::path& directory) {
    std::vector<fs::path> found;
    std::error_code unreadable;
    for (const auto& entry : fs::directory_iterator(directory, unreadable))
        if (entry.is_directory(unreadable) && !entry.is_symlink(unreadable) &&
            !entry.path().filename().string().starts_with("."))
            found.push_back(entry.path());
    return found;
}

} // namespace

std::optional<fs::path> build_directory(const fs::path& project, const fs::path& program, std::string_view marker) {
    if (!program.empty())
        if (auto around = process::directory_with(program.parent_path(), marker))
            return around;
    std::vector<fs::path> places{project};
    for (const auto& child : directories_in(project)) {
        places.push_back(child);
        for (auto& grandchild : directories_in(child))
            places.push_back(std::move(grandchild));
    }
    std::optional<fs::path> latest;
    std::error_code ignored;
    for (const auto& place : places)
        if (fs::exists(place / marker, ignored) &&
            (!latest || fs::last_write_time(place / marker) > fs::last_write_time(*latest / marker)))
            latest = place;
    return latest;
}

} // namespace perfeng::tools
