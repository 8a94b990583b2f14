#pragma once

#include "perfeng/model/build.hpp"
#include "perfeng/tools/symbols/elf.hpp"
#include "perfeng/tools/symbols/macho.hpp"

#include <string_view>
#include <vector>

namespace perfeng::tools {

/// What an ELF file tells of how it was built. `debug` holds the bytes of its separate debug file; empty: there is
/// none. What can't be told is left out, never guessed: -march of a program without flags in its debug information,
/// say. Flags are read where a compiler noted them (DW_AT_producer of gcc -g, of clang -grecord-command-line;
/// .GCC.command.line); else the level of optimisation is inferred, and only as some or none: from the count of inlined
/// functions in the units of the program's own code, and from functions that store their arguments at once. The trees
/// below units are walked up to 64 MiB.
/// The evidence by compiler and its accuracy: docs/build.md.
[[nodiscard]] std::vector<BuildFact> facts_of_elf(std::string_view bytes, const Elf& elf, std::string_view debug);

/// Of a Mach-O file: symbols, linking, debug information, build id.
[[nodiscard]] std::vector<BuildFact> facts_of_macho(const Macho& macho);

} // namespace perfeng::tools
