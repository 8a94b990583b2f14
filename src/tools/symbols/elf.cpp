#include "perfeng/tools/symbols/elf.hpp"

#include "elf_sections.hpp"
#include "prologue.hpp"
#include "text/reading.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace perfeng::tools {
namespace {

std::string_view content(const Image& image, const Section& section) {
    return section.type == SHT_NOBITS ? std::string_view{} : image.slice(section.offset, section.size);
}

bool is_debug(const Section& section) {
    return (section.flags & SHF_ALLOC) == 0 &&
           (section.name.starts_with(".debug") || section.name.starts_with(".zdebug") || section.name == ".symtab" ||
            section.name == ".strtab");
}

/// As GNU `size` counts (Berkeley format).
Sections sum_sections(const std::vector<Section>& sections) {
    Sections sums;
    for (const auto& section : sections) {
        const bool loaded = (section.flags & SHF_ALLOC) != 0;
        if (is_debug(section))
            sums.debug += section.size;
        else if (loaded && (section.flags & SHF_WRITE) == 0)
            sums.text += section.size;
        else if (loaded && section.type == SHT_NOBITS)
            sums.bss += section.size;
        else if (loaded)
            sums.data += section.size;
    }
    return sums;
}

std::string read_build_id(const Image& image, const Section& notes) {
    if (image.slice(notes.offset, notes.size).empty())
        return {};
    const auto padded = [](std::uint64_t size) { return (size + 3) & ~std::uint64_t{3}; };
    for (std::uint64_t at = 0; at + 12 <= notes.size;) {
        const auto base = notes.offset + at;
        const auto name_size = image.number(base, 4);
        const auto size = image.number(base + 4, 4);
        const auto text = base + 12 + padded(name_size);
        if (image.number(base + 8, 4) == NT_GNU_BUILD_ID &&
            image.slice(base + 12, name_size) == std::string_view("GNU\0", 4))
            return hexadecimal(image.slice(text, size));
        at += 12 + padded(name_size) + padded(size);
    }
    return {};
}

void read_symbols(const Image& image, const std::vector<Section>& sections, const Section& table,
                  std::vector<Symbol>& symbols) {
    const std::uint64_t size = image.wide() ? 24 : 16;
    if (table.type == SHT_NOBITS || table.link >= sections.size())
        return;
    const auto names = content(image, sections[table.link]);
    const auto count = image.slice(table.offset, table.size).size() / size;
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto at = table.offset + i * size;
        const auto info = image.number(at + (image.wide() ? 4 : 12), 1);
        const auto type = info & 15U;
        const auto section = image.number(at + (image.wide() ? 6 : 14), 2);
        if ((type != STT_FUNC && type != STT_GNU_IFUNC) || section == 0)
            continue;
        const Symbol symbol{.value = image.word(at, 4, 8),
                            .size = image.word(at, 8, 16),
                            .name = Image::text(names, image.number(at, 4)),
                            .global = info >> 4U == STB_GLOBAL};
        if (!symbol.name.empty())
            symbols.push_back(symbol);
    }
}

/// Of names for one place the public one, and the one least decorated, is the best: malloc before __libc_malloc.
void sort_symbols(std::vector<Symbol>& symbols) {
    const auto key = [](const Symbol& symbol) {
        const auto underscores = std::min(symbol.name.find_first_not_of('_'), symbol.name.size());
        return std::tuple(symbol.value, symbol.size == 0, underscores, !symbol.global, symbol.name.size(), symbol.name);
    };
    std::ranges::sort(symbols, {}, key);
    const auto same = [](const Symbol& a, const Symbol& b) { return a.value == b.value && a.name == b.name; };
    symbols.erase(std::unique(symbols.begin(), symbols.end(), same), symbols.end());
}

std::optional<double> frame_pointer_share(const Image& image, const Elf& elf) {
    constexpr std::uint64_t smallest = 48;
    const auto machine = image.number(18, 2);
    if (!knows_code_of(machine))
        return std::nullopt;
    double functions = 0;
    double with = 0;
    for (const auto& symbol : elf.symbols) {
        if (symbol.size < smallest)
            continue;
        for (const auto& segment : elf.segments) {
            if (symbol.value < segment.address || symbol.value - segment.address + prologue_size > segment.file_size)
                continue;
            const auto code = image.slice(segment.offset + (symbol.value - segment.address), prologue_size);
            ++functions;
            with += sets_frame_pointer(machine, code) ? 1 : 0;
            break;
        }
    }
    return functions == 0 ? std::nullopt : std::optional(with / functions);
}

/// A static position-independent executable is an ET_DYN without interpreter, as a library is: only a flag tells.
bool says_executable(const Image& image, std::uint64_t offset, std::uint64_t size) {
    const unsigned word = image.wide() ? 8 : 4;
    const std::uint64_t entry = image.wide() ? 16 : 8;
    const auto end = offset + image.slice(offset, size).size();
    for (auto at = offset; at + entry <= end; at += entry)
        if (image.number(at, word) == DT_FLAGS_1)
            return (image.number(at + word, word) & DF_1_PIE) != 0;
    return false;
}

void read_segments(const Image& image, Elf& elf) {
    const auto table = image.word(0, 28, 32);
    const auto entry_size = image.number(image.wide() ? 54 : 42, 2);
    const auto count = image.number(image.wide() ? 56 : 44, 2);
    bool executable = image.number(16, 2) == ET_EXEC;
    const bool dynamic = image.number(16, 2) == ET_DYN;
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto at = entry(table, i, entry_size);
        const auto type = image.number(at, 4);
        const auto offset = image.word(at, 4, 8);
        const auto file_size = image.word(at, 16, 32);
        if (type == PT_LOAD && file_size > 0)
            elf.segments.push_back({offset, image.word(at, 8, 16), file_size});
        else if (type == PT_INTERP && file_size > 0)
            elf.interpreter = Image::text(image.slice(offset, file_size), 0);
        else if (type == PT_DYNAMIC && dynamic)
            executable = says_executable(image, offset, file_size);
    }
    elf.static_linked = executable && elf.interpreter.empty();
}

Elf read(const Image& image) {
    Elf elf;
    const auto sections = read_sections(image);
    elf.sections = sum_sections(sections);
    for (const auto type : {SHT_SYMTAB, SHT_DYNSYM})
        if (const auto table = std::ranges::find(sections, type, &Section::type); table != sections.end())
            read_symbols(image, sections, *table, elf.symbols);
    elf.stripped = std::ranges::find(sections, SHT_SYMTAB, &Section::type) == sections.end();
    for (const auto& section : sections) {
        if (section.type != SHT_NOBITS && (section.name == ".debug_info" || section.name == ".debug_line" ||
                                           section.name == ".zdebug_info" || section.name == ".zdebug_line"))
            elf.has_debug = true;
        if (section.type == SHT_NOTE && elf.build_id.empty())
            elf.build_id = read_build_id(image, section);
        if (section.name == ".gnu_debuglink")
            elf.debug_link = Image::text(content(image, section), 0);
        if (section.name == ".text")
            elf.code = content(image, section);
    }
    sort_symbols(elf.symbols);
    read_segments(image, elf);
    elf.frame_pointer_share = frame_pointer_share(image, elf);
    return elf;
}

} // namespace

const Symbol* Elf::lookup(std::uint64_t address) const {
    // Functions rarely nest: the nearest start before the address, and a few before it, decide.
    constexpr int tries = 8;
    auto at = std::ranges::upper_bound(symbols, address, {}, &Symbol::value);
    for (int i = 0; i < tries && at != symbols.begin(); ++i) {
        const auto value = std::prev(at)->value;
        at = std::ranges::lower_bound(symbols.begin(), at, value, {}, &Symbol::value);
        if (at->holds(address))
            return &*at;
    }
    return nullptr;
}

std::optional<std::uint64_t> Elf::address_of(std::uint64_t offset) const {
    for (const auto& segment : segments)
        if (offset >= segment.offset && offset - segment.offset < segment.file_size)
            return segment.address + (offset - segment.offset);
    return std::nullopt;
}

tl::expected<Elf, ReadError> read_elf(std::string_view bytes) {
    try {
        return read(Image(bytes));
    } catch (const Damaged& damaged) {
        return refuse(0, damaged.what, "an ELF file");
    }
}

std::optional<std::filesystem::path> find_debug_file(const Elf& elf, const std::filesystem::path& executable,
                                                     const std::filesystem::path& root) {
    std::vector<std::filesystem::path> places;
    if (elf.build_id.size() > 2)
        places.push_back(root / ".build-id" / elf.build_id.substr(0, 2) / (elf.build_id.substr(2) + ".debug"));
    if (!elf.debug_link.empty()) {
        const auto directory = executable.parent_path();
        places.push_back(directory / elf.debug_link);
        places.push_back(directory / ".debug" / elf.debug_link);
        places.push_back(root / directory.relative_path() / elf.debug_link);
    }
    std::error_code ignored;
    for (const auto& place : places)
        if (place != executable && std::filesystem::is_regular_file(place, ignored))
            return place;
    return std::nullopt;
}

} // namespace perfeng::tools
