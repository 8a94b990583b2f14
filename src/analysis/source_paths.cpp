#include "perfeng/analysis/source_paths.hpp"

#include "words.hpp"

#include <algorithm>
#include <filesystem>

namespace perfeng::analysis {
namespace {

std::string normal_path(std::string_view path) {
    return std::filesystem::path(path).lexically_normal().generic_string();
}

/// Whether `path` is `end`, or ends in it after a whole directory.
bool ends_in_path(std::string_view path, std::string_view end) {
    return path.ends_with(end) &&
           (path.size() == end.size() || end.starts_with('/') || path[path.size() - end.size() - 1] == '/');
}

} // namespace

SourcePaths::SourcePaths(std::string root, std::vector<std::string> files, std::string directory)
    : root_(std::move(root)), directory_(std::move(directory)) {
    for (auto& file : files) {
        const auto name = std::string(file_name(file));
        by_name_[name].push_back(std::move(file));
    }
}

bool SourcePaths::holds(const std::string& file) const {
    const auto named = by_name_.find(file_name(file));
    return named != by_name_.end() && std::ranges::find(named->second, file) != named->second.end();
}

std::optional<std::string> SourcePaths::locate(std::string_view given) const {
    auto path = normal_path(given);
    if (path.starts_with(root_ + "/"))
        return path.substr(root_.size() + 1);
    if (!path.starts_with('/')) {
        auto from_directory = normal_path(directory_ + "/./" + path);
        if (!directory_.empty() && holds(from_directory))
            return from_directory;
        if (holds(path))
            return path;
    }
    const auto named = by_name_.find(file_name(path));
    if (named == by_name_.end())
        return std::nullopt;
    const std::string* longest = nullptr;
    for (const auto& file : named->second)
        if (ends_in_path(path, file) && (longest == nullptr || file.size() > longest->size()))
            longest = &file;
    if (longest != nullptr)
        return *longest;
    if (path.starts_with('/'))
        return std::nullopt;
    const auto fits = [&](const std::string& file) { return ends_in_path(file, path); };
    const auto only = std::ranges::find_if(named->second, fits);
    return std::ranges::count_if(named->second, fits) == 1 ? std::optional(*only) : std::nullopt;
}

} // namespace perfeng::analysis
