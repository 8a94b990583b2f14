#include "frame_pointers.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/tools/symbols/elf.hpp"

namespace perfeng::measure {

std::optional<double> frame_pointer_share(const std::filesystem::path& file, std::string* interpreter) {
    try {
        const auto bytes = process::read_file(file);
        const auto elf = tools::read_elf(bytes);
        if (elf && interpreter != nullptr)
            *interpreter = elf->interpreter;
        return elf ? elf->frame_pointer_share : std::nullopt;
    } catch (const Error&) {
        return std::nullopt;
    }
}

std::filesystem::path c_library_beside(const std::filesystem::path& interpreter) {
    std::error_code none;
    const auto loader = std::filesystem::canonical(interpreter, none);
    const bool musl = loader.filename().string().find("musl") != std::string::npos;
    return loader.parent_path() / (musl ? loader.filename() : "libc.so.6");
}

} // namespace perfeng::measure
