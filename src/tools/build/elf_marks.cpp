#include "elf_marks.hpp"

#include "go_build_info.hpp"
#include "inflate.hpp"
#include "symbol_marks.hpp"
#include "text/reading.hpp"

#include <algorithm>
#include <unordered_set>

namespace perfeng::tools {
namespace {

enum ElfNumber : std::uint64_t {
    SHF_COMPRESSED = 0x800,
    SHT_DYNAMIC = 6,
    STT_FILE = 4,
    DT_NEEDED = 1,
};

std::string_view bytes_of(const Image& image, const Section& section) {
    return section.type == SHT_NOBITS ? std::string_view{} : image.slice(section.offset, section.size);
}

void add_new(std::vector<std::string>& all, std::string_view text) {
    if (!text.empty() && std::ranges::find(all, text) == all.end())
        all.emplace_back(text);
}

/// Texts of panics that only checks bring into a program in Rust.
void read_rust_texts(std::string_view texts, ElfMarks& marks) {
    const auto holds = [&](std::string_view text) { return texts.find(text) != std::string_view::npos; };
    if (holds("unsafe precondition(s) violated"))
        ++marks.marks["rust preconditions"];
    if (holds("attempt to add with overflow") || holds("attempt to subtract with overflow") ||
        holds("attempt to multiply with overflow"))
        ++marks.marks["rust overflow"];
}

void read_texts(std::string_view table, std::vector<std::string>& all) {
    while (!table.empty()) {
        const auto end = std::min(table.find('\0'), table.size());
        add_new(all, table.substr(0, end));
        table.remove_prefix(std::min(end + 1, table.size()));
    }
}

/// The content of a debug section, unpacked where it is compressed (gABI, "Compressed sections"; .zdebug of GNU).
std::string_view unpacked(const Image& image, const Section& section, ElfMarks& marks) {
    const auto content = bytes_of(image, section);
    const bool flagged = (section.flags & SHF_COMPRESSED) != 0;
    const bool by_name = section.name.starts_with(".zdebug");
    if (!flagged && !by_name)
        return content;
    marks.debug_compressed = true;
    std::optional<std::string> plain;
    if (by_name && content.starts_with("ZLIB") && content.size() > 12) {
        plain = inflate(content.substr(12));
    } else if (flagged) {
        constexpr std::uint64_t zlib = 1;
        const std::uint64_t header = image.wide() ? 24 : 12;
        if (image.number(section.offset, 4) == zlib && content.size() > header)
            plain = inflate(content.substr(header));
    }
    if (!plain) {
        marks.unreadable = "debug sections are compressed in a way that perfeng can't unpack";
        return {};
    }
    marks.unpacked.push_back(std::make_shared<std::string>(std::move(*plain)));
    return *marks.unpacked.back();
}

void read_debug_section(const Image& image, const Section& section, ElfMarks& marks) {
    auto name = section.name;
    if (!skip(name, ".debug_") && !skip(name, ".zdebug_"))
        return;
    if (section.type == SHT_NOBITS)
        return;
    marks.debug_line = marks.debug_line || name == "line";
    if (name == "info")
        marks.debug_info_size = section.size;
    struct Place {
        std::string_view name;
        std::string_view DwarfSections::* section;
    };
    static constexpr Place places[] = {{"info", &DwarfSections::info},
                                       {"abbrev", &DwarfSections::abbrev},
                                       {"str", &DwarfSections::str},
                                       {"line_str", &DwarfSections::line_str},
                                       {"str_offsets", &DwarfSections::str_offsets},
                                       {"addr", &DwarfSections::addr}};
    for (const auto& [known, member] : places)
        if (name == known)
            marks.dwarf.*member = unpacked(image, section, marks);
}

void read_symbol_names(const Image& image, const std::vector<Section>& sections, const Section& table,
                       ElfMarks& marks) {
    const std::uint64_t size = image.wide() ? 24 : 16;
    if (table.type == SHT_NOBITS || table.link >= sections.size())
        return;
    const auto names = bytes_of(image, sections[table.link]);
    const auto count = image.slice(table.offset, table.size).size() / size;
    std::unordered_set<std::string_view> seen;
    for (std::uint64_t i = 1; i < count; ++i) {
        const auto at = table.offset + i * size;
        const auto type = image.number(at + (image.wide() ? 4 : 12), 1) & 15U;
        const auto name = Image::text(names, image.number(at, 4));
        if (type == STT_FILE && seen.insert(name).second)
            marks.sources.push_back(name);
        else if (const auto mark = symbol_mark(name, image.number(at + (image.wide() ? 6 : 14), 2) == 0); !mark.empty())
            ++marks.marks[std::string(mark)];
    }
}

void read_dynamic(const Image& image, const std::vector<Section>& sections, const Section& table, ElfMarks& marks) {
    const unsigned word = image.wide() ? 8 : 4;
    const auto end = table.offset + bytes_of(image, table).size();
    const auto names = table.link < sections.size() ? bytes_of(image, sections[table.link]) : std::string_view();
    for (auto at = table.offset; at + 2 * std::uint64_t{word} <= end; at += 2 * std::uint64_t{word}) {
        const auto tag = image.number(at, word);
        const auto value = image.number(at + word, word);
        if (tag == DT_NEEDED)
            marks.libraries.push_back(Image::text(names, value));
        else if (tag == DT_FLAGS_1)
            marks.pie = (value & DF_1_PIE) != 0;
    }
}

/// LSB, ".eh_frame_hdr": a table of pairs of 4-byte offsets from the section, sorted by function, as all linkers write
/// it.
void read_unwind_starts(const Image& image, const Section& section, ElfMarks& marks) {
    constexpr std::uint64_t usual_encodings = 0x3b031b01; // version 1; pcrel sdata4, udata4, datarel sdata4
    if (section.size < 12 || image.number(section.offset, 4) != usual_encodings)
        return;
    const auto count = image.number(section.offset + 8, 4);
    for (std::uint64_t i = 0; i < count && 12 + (i + 1) * 8 <= section.size; ++i) {
        const auto offset = static_cast<std::int32_t>(image.number(section.offset + 12 + i * 8, 4));
        marks.unwind_starts.push_back(section.address + static_cast<std::uint64_t>(std::int64_t{offset}));
    }
}

} // namespace

ElfMarks read_elf_marks(const Image& image) {
    ElfMarks marks;
    const auto sections = read_sections(image);
    const auto type = image.number(16, 2);
    for (const auto& section : sections) {
        read_debug_section(image, section, marks);
        if (section.name == ".text") {
            marks.text_begin = section.address;
            marks.text_end = section.address + section.size;
        } else if (section.name == ".comment")
            read_texts(bytes_of(image, section), marks.comments);
        else if (section.name == ".rodata")
            read_rust_texts(bytes_of(image, section), marks);
        else if (section.name == ".GCC.command.line")
            read_texts(bytes_of(image, section), marks.command_lines);
        else if (section.name == ".note.gnu.gold-version")
            marks.gold = true;
        else if (section.name == ".debug_addr")
            marks.debug_split = true;
        else if (section.name == "__llvm_prf_cnts")
            ++marks.marks["llvm profile"];
        else if (section.name == "__llvm_covmap" || section.name == "__llvm_covfun")
            ++marks.marks["llvm coverage"];
        else if (section.name == ".eh_frame_hdr")
            read_unwind_starts(image, section, marks);
        else if (section.name == ".go.buildinfo")
            marks.go_build_info = read_go_build_info(bytes_of(image, section));
        if (section.type == SHT_DYNAMIC)
            read_dynamic(image, sections, section, marks);
        if (section.type == SHT_SYMTAB || section.type == SHT_DYNSYM)
            read_symbol_names(image, sections, section, marks);
    }
    marks.program = type == ET_EXEC || marks.pie;
    return marks;
}

} // namespace perfeng::tools
