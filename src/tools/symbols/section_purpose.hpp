#pragma once

#include "perfeng/model/executable.hpp"

#include <cstdint>
#include <string_view>

namespace perfeng::tools {

/// What a section is for, by its name alone, where a tool does not print its flags. `none`: neither loaded nor debug
/// information (".comment", ".shstrtab").
enum class SectionPurpose { text, data, bss, debug, none };

/// Names of ELF, as GNU and LLVM linkers give them. A loaded section of an unknown name is text.
[[nodiscard]] SectionPurpose elf_section_purpose(std::string_view name);
[[nodiscard]] SectionPurpose macho_section_purpose(std::string_view segment, std::string_view name);

void add_section(Sections& sums, SectionPurpose purpose, std::uint64_t size);

} // namespace perfeng::tools
