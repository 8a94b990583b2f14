#pragma once

#include "perfeng/tools/format.hpp"

namespace perfeng::tools {

/// Reads what bloaty prints of one file: the table, and `--csv` or `--tsv` (src/bloaty.cc, version 1.1
/// and later; 1.0 printed another table):
///
///         FILE SIZE        VM SIZE                      sections,vmsize,filesize
///      --------------  --------------                   .text,29124,29124
///       23.7%  5.95Ki  41.4%  5.88Ki    .text           .bss,568,0
///      100.0%  25.1Ki 100.0%  14.2Ki    TOTAL           [Unmapped],0,6533
///
/// Gives file_size and, where the data source is sections and none of them was collapsed ("[16 Others]"; `bloaty -n 0`
/// collapses none), text_size, data_size, bss_size, debug_size and `executable`: sections told apart by name, in bytes
/// loaded, of debug sections in bytes of the file. Of a table with levels the first is read. The table's sizes are
/// rounded to three digits, and a warning says so; those of --csv are exact. Refuses a difference of two files.
[[nodiscard]] Recognition recognise_bloaty(Head head);
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_bloaty(std::string_view text);
[[nodiscard]] Recognition recognise_bloaty_csv(Head head);
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_bloaty_csv(std::string_view text);

} // namespace perfeng::tools
