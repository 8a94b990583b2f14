#include "elf_sections.hpp"

#include <limits>

namespace perfeng::tools {

std::uint64_t entry(std::uint64_t table, std::uint64_t i, std::uint64_t size) {
    if (table > std::numeric_limits<std::uint32_t>::max() * std::uint64_t{1024})
        throw Damaged{"a table beyond the end of the file"};
    return table + i * size;
}

std::vector<Section> read_sections(const Image& image) {
    const auto table = image.word(0, 32, 40);
    const auto entry_size = image.number(image.wide() ? 58 : 46, 2);
    auto count = image.number(image.wide() ? 60 : 48, 2);
    auto names = image.number(image.wide() ? 62 : 50, 2);
    std::vector<Section> sections;
    if (table == 0)
        return sections;
    if (entry_size < (image.wide() ? 64U : 40U))
        throw Damaged{"a section table with too short entries"};
    const auto read = [&](std::uint64_t i) {
        const auto at = entry(table, i, entry_size);
        return Section{.type = image.number(at + 4, 4),
                       .flags = image.word(at, 8, 8),
                       .address = image.word(at, 12, 16),
                       .offset = image.word(at, 16, 24),
                       .size = image.word(at, 20, 32),
                       .link = image.number(at + (image.wide() ? 40 : 24), 4),
                       .entry_size = image.word(at, 36, 56),
                       .name_offset = image.number(at, 4)};
    };
    // Numbers that do not fit the header stand in the first entry.
    constexpr std::uint64_t extended = 0xffff;
    const auto first = read(0);
    count = count == 0 ? first.size : count;
    names = names == extended ? first.link : names;
    for (std::uint64_t i = 0; i < count; ++i)
        sections.push_back(read(i));
    if (names < sections.size()) {
        const auto texts = image.slice(sections[names].offset, sections[names].size);
        for (auto& section : sections)
            section.name = Image::text(texts, section.name_offset);
    }
    return sections;
}

} // namespace perfeng::tools
