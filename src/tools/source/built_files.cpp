#include "built_files.hpp"

#include "symbols/elf_sections.hpp"
#include "symbols/macho_words.hpp"
#include "text/reading.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <set>

namespace perfeng::tools {
namespace {

namespace fs = std::filesystem;

constexpr std::array marks_of_a_build{"CMakeCache.txt", "CACHEDIR.TAG"};
constexpr std::string_view directory_of_meson = "meson-private";

std::vector<std::string> split_at_nul(std::string_view text) {
    std::vector<std::string> parts;
    while (!text.empty())
        parts.emplace_back(cut_field(text, '\0'));
    return parts;
}

/// The root itself is no build: its sources are there too.
void add_build_directory(const std::string& file, std::set<std::string>& directories) {
    const fs::path path(file);
    auto directory = path.parent_path();
    const bool marked = std::ranges::find(marks_of_a_build, path.filename()) != marks_of_a_build.end();
    const bool meson = directory.filename() == directory_of_meson;
    if (meson)
        directory = directory.parent_path();
    if ((marked || meson) && !directory.empty())
        directories.insert(directory.string());
}

bool lies_below(const std::string& file, const std::set<std::string>& directories) {
    for (auto directory = fs::path(file).parent_path(); !directory.empty(); directory = directory.parent_path())
        if (directories.contains(directory.string()))
            return true;
    return false;
}

bool is_machine_code(const fs::path& file) {
    std::array<char, 8> head{};
    std::ifstream(file, std::ios::binary).read(head.data(), head.size());
    const std::string_view bytes(head.data(), head.size());
    return bytes.starts_with(elf_magic) || bytes == "!<arch>\n" || mach_magic(bytes).has_value();
}

} // namespace

std::vector<std::string> built_paths(const fs::path& root, std::string_view unknown) {
    const auto files = split_at_nul(unknown);
    std::set<std::string> directories;
    for (const auto& file : files)
        add_build_directory(file, directories);
    std::vector<std::string> built(directories.begin(), directories.end());
    for (const auto& file : files)
        if (!lies_below(file, directories) && is_machine_code(root / file))
            built.push_back(file);
    return built;
}

} // namespace perfeng::tools
