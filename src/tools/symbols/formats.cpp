#include "families.hpp"

#include "perfeng/tools/symbols/bloaty.hpp"
#include "perfeng/tools/symbols/executable_file.hpp"
#include "perfeng/tools/symbols/size.hpp"

#include <array>

namespace perfeng::tools {

std::span<const Format> size_formats() {
    static constexpr std::array rows{
        Format{"elf", "ELF executable, library or object file", recognise_elf, read_elf_file},
        Format{"mach-o", "Mach-O executable, library or object file", recognise_macho, read_macho_file},
        Format{"size", "output of size (GNU, LLVM, macOS)", recognise_size, read_size},
        Format{"bloaty", "table of bloaty", recognise_bloaty, read_bloaty},
        Format{"bloaty-csv", "output of bloaty --csv or --tsv", recognise_bloaty_csv, read_bloaty_csv},
    };
    return rows;
}

} // namespace perfeng::tools
