#pragma once

#include "elf_marks.hpp"

#include "perfeng/tools/symbols/elf.hpp"

#include <cstdint>

namespace perfeng::tools {

/// What the code of the program's own functions looks like: neither of the C library that was linked in, nor of Rust's
/// standard library. Functions under 48 bytes are not looked at.
struct OwnFunctions {
    std::uint64_t looked_at = 0;
    std::uint64_t with_frame_pointer = 0;
    std::uint64_t storing_arguments = 0;
    bool by_unwind_table = false; ///< they have no names: found by .eh_frame
};
/// `debugged`: addresses of functions that debug information calls the program's own; empty: not known.
[[nodiscard]] OwnFunctions look_at_own_functions(const Image& image, const Elf& elf, const ElfMarks& marks,
                                                 const std::vector<std::uint64_t>& debugged);

/// A crate of Rust's standard library, or one that it is built of.
[[nodiscard]] bool is_standard_crate(std::string_view crate);

} // namespace perfeng::tools
