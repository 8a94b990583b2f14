#pragma once

#include "perfeng/tools/format.hpp"
#include "perfeng/tools/symbols/elf.hpp"
#include "perfeng/tools/symbols/macho.hpp"

namespace perfeng::tools {

/// What an executable says of itself: format, sections, symbols, build id. Path, digest and size are the caller's.
[[nodiscard]] Executable executable_of(const Elf& elf);
[[nodiscard]] Executable executable_of(const Macho& macho);

/// Executables, libraries and object files as measurements: `executable` without a path, and the metrics file_size,
/// text_size, data_size, bss_size and debug_size. Of a universal Mach-O file the sections are those of one
/// architecture, and a warning says of which; its file size is that of all. Refuses what read_elf() and read_macho()
/// refuse, and a core dump.
[[nodiscard]] Recognition recognise_elf(Head head);
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_elf_file(std::string_view bytes);
[[nodiscard]] Recognition recognise_macho(Head head);
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_macho_file(std::string_view bytes);

} // namespace perfeng::tools
