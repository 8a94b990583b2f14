#pragma once

#include "perfeng/tools/format.hpp"

namespace perfeng::tools {

/// Reads what `size` prints, in any radix: GNU binutils 2.40 and LLVM 19 (Berkeley, -G, -A) and the forms of macOS
/// (cctools' size and size -m, also by llvm-size):
///
///        text    data     bss     dec     hex filename        ./app  :
///       16592    1608     448   18648    48d8 ./app           section    size    addr
///                                                             .text      5120    4096
///     __TEXT  __DATA  __OBJC  others  dec  hex                Segment __TEXT: 8192
///     8192    4096    0       736     ...  ...                    Section __text: 46
///
/// Gives the metrics text_size and data_size, bss_size but for the second form of macOS, and debug_size of the forms
/// that list sections (without tables of symbols, which no form lists); of several files (also members of an archive,
/// architectures of a universal file) each is named: "text_size[./app]". `executable` has the sections of a single
/// file, `debug` 0 where it is not told. Listed sections are told apart by name, as their flags are not printed: text
/// is what is loaded and not written to. The forms differ in what they count: -G counts read-only data as data; __TEXT
/// and
/// __DATA of macOS are whole pages, and __DATA holds the bss. A line that is none of these is passed over and told.
[[nodiscard]] Recognition recognise_size(Head head);
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_size(std::string_view text);

} // namespace perfeng::tools
