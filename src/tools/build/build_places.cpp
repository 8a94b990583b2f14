#include "build_places.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"

namespace perfeng::tools {

bool is_plain_file(const std::filesystem::path& path) {
    std::error_code ignored;
    return std::filesystem::is_regular_file(path, ignored);
}

std::string text_of(const std::filesystem::path& path) {
    try {
        return is_plain_file(path) ? process::read_file(path) : std::string();
    } catch (const Error&) {
        return {};
    }
}

} // namespace perfeng::tools
