#include "perfeng/process/program.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <numeric>

namespace perfeng::process {
namespace {

namespace fs = std::filesystem;

bool is_executable_file(const fs::path& path) {
    std::error_code error;
    return fs::is_regular_file(path, error) && ::access(path.c_str(), X_OK) == 0;
}

std::vector<fs::path> search_path() {
    const char* const value = std::getenv("PATH");
    std::string_view rest = value != nullptr ? value : "/usr/local/bin:/usr/bin:/bin";
    std::vector<fs::path> directories;
    while (true) {
        const auto colon = rest.find(':');
        const auto part = rest.substr(0, colon);
        directories.emplace_back(part.empty() ? "." : part);
        if (colon == rest.npos)
            return directories;
        rest.remove_prefix(colon + 1);
    }
}

fs::path in_directory(const fs::path& path, std::string_view cwd) {
    return path.is_absolute() ? path : (cwd.empty() ? fs::current_path() : fs::absolute(cwd)) / path;
}

/// Optimal string alignment: a swap of neighbours, the commonest slip, costs one.
std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(last.begin(), last.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); i++) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); j++) {
            const std::size_t same = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + same});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(last);
        last.swap(row);
    }
    return last[b.size()];
}

std::size_t farthest_slip(std::string_view word) { return word.size() <= 4 ? 1 : word.size() <= 8 ? 2 : 3; }

} // namespace

std::optional<std::string> find_program(std::string_view name, std::string_view cwd) {
    if (name.empty())
        return std::nullopt;
    if (name.find('/') != name.npos) {
        const auto path = in_directory(name, cwd);
        return is_executable_file(path) ? std::optional(path.lexically_normal().string()) : std::nullopt;
    }
    for (const auto& directory : search_path())
        if (const auto path = in_directory(directory / name, cwd); is_executable_file(path))
            return path.lexically_normal().string();
    return std::nullopt;
}

std::vector<std::string> similar_programs(std::string_view name, std::string_view cwd) {
    std::vector<std::string> best;
    if (name.find('/') == name.npos && is_executable_file(in_directory(name, cwd)))
        best.push_back("./" + std::string(name));
    if (name.find('/') != name.npos) // a path means that file, no other of its name
        return best;
    const std::string base(name);
    std::vector<std::pair<std::size_t, std::string>> near;
    for (const auto& directory : search_path()) {
        std::error_code error;
        for (const auto& entry : fs::directory_iterator(directory, error)) {
            auto candidate = entry.path().filename().string();
            const auto distance = edit_distance(base, candidate);
            if (distance <= farthest_slip(base) && distance < base.size() && is_executable_file(entry.path()))
                near.emplace_back(distance, std::move(candidate));
        }
    }
    std::ranges::sort(near);
    for (auto& [distance, candidate] : near)
        if (best.size() < 3 && std::ranges::find(best, candidate) == best.end())
            best.push_back(std::move(candidate));
    return best;
}

std::optional<std::string> nearest_word(std::string_view word, const std::vector<std::string>& candidates) {
    std::optional<std::string> best;
    auto least = farthest_slip(word) + 1;
    for (const auto& candidate : candidates) {
        const auto distance = candidate.starts_with(word) && word.size() > 2 ? 1 : edit_distance(word, candidate);
        if (distance < least) {
            least = distance;
            best = candidate;
        }
    }
    return best;
}

} // namespace perfeng::process
