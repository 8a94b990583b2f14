#include "section_purpose.hpp"

#include <algorithm>
#include <array>

namespace perfeng::tools {
namespace {

using namespace std::string_view_literals;

constexpr std::array debug_sections{".debug"sv, ".zdebug"sv, ".symtab"sv, ".strtab"sv};
constexpr std::array unloaded_sections{".comment"sv, ".shstrtab"sv, ".note.GNU-stack"sv, ".stab"sv, ".rela.debug"sv};
constexpr std::array zero_sections{".bss"sv, ".tbss"sv, ".sbss"sv, ".lbss"sv, ".dynbss"sv};
constexpr std::array writable_sections{
    ".data"sv,           ".got"sv,   ".tdata"sv,     ".init_array"sv,   ".fini_array"sv,
    ".preinit_array"sv,  ".ctors"sv, ".dtors"sv,     ".jcr"sv,          ".sdata"sv,
    ".tm_clone_table"sv, ".ldata"sv, ".noptrdata"sv, ".go.buildinfo"sv, ".dynamic"sv,
};
constexpr std::array zero_macho_sections{"__bss"sv, "__common"sv, "__thread_bss"sv, "__noptrbss"sv};

/// ".data" begins ".data.rel.ro", and not ".database".
bool begins_any(std::string_view name, const auto& beginnings) {
    return std::ranges::any_of(beginnings, [&](std::string_view beginning) {
        return name.starts_with(beginning) &&
               (name.size() == beginning.size() || name[beginning.size()] == '.' || name[beginning.size()] == '_');
    });
}

} // namespace

SectionPurpose elf_section_purpose(std::string_view name) {
    if (begins_any(name, debug_sections))
        return SectionPurpose::debug;
    if (begins_any(name, unloaded_sections) || name.starts_with(".gnu_debug"))
        return SectionPurpose::none;
    if (begins_any(name, zero_sections) || name == ".noptrbss")
        return SectionPurpose::bss;
    return begins_any(name, writable_sections) ? SectionPurpose::data : SectionPurpose::text;
}

SectionPurpose macho_section_purpose(std::string_view segment, std::string_view name) {
    if (segment == "__DWARF" || segment == "__LD")
        return SectionPurpose::debug;
    if (begins_any(name, zero_macho_sections))
        return SectionPurpose::bss;
    return segment == "__TEXT" ? SectionPurpose::text : SectionPurpose::data;
}

void add_section(Sections& sums, SectionPurpose purpose, std::uint64_t size) {
    switch (purpose) {
    case SectionPurpose::text:
        sums.text += size;
        break;
    case SectionPurpose::data:
        sums.data += size;
        break;
    case SectionPurpose::bss:
        sums.bss += size;
        break;
    case SectionPurpose::debug:
        sums.debug += size;
        break;
    case SectionPurpose::none:
        break;
    }
}

} // namespace perfeng::tools
