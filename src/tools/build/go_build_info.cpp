#include "go_build_info.hpp"

#include "dwarf_cursor.hpp"

namespace perfeng::tools {

std::string read_go_build_info(std::string_view section) {
    constexpr std::string_view magic("\xff Go buildinf:", 14);
    constexpr std::uint64_t texts_follow = 2;
    constexpr std::uint64_t header = 32;
    constexpr std::size_t frame = 16; // of bytes that mark the settings, before and after them
    const auto begin = section.find(magic);
    if (begin == std::string_view::npos)
        return {};
    section.remove_prefix(begin);
    try {
        DwarfCursor cursor(section, false);
        cursor.go(magic.size() + 1);
        if ((cursor.number(1) & texts_follow) == 0)
            return {};
        cursor.go(header);
        const auto take = [&] {
            const auto size = cursor.uleb();
            const auto from = cursor.at();
            cursor.pass(size);
            return section.substr(from, static_cast<std::size_t>(size));
        };
        const auto version = take();
        auto settings = take();
        settings = settings.size() > 2 * frame ? settings.substr(frame, settings.size() - 2 * frame) : "";
        return std::string(version) + "\n" + std::string(settings);
    } catch (const Damaged&) {
        return {};
    }
}

} // namespace perfeng::tools
