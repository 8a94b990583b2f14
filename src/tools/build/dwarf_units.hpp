#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// The DWARF sections that unit headers and trees need, unpacked. Any may be empty.
struct DwarfSections {
    std::string_view info;
    std::string_view abbrev;
    std::string_view str;
    std::string_view line_str;
    std::string_view str_offsets;
    std::string_view addr;
    bool big_endian = false;
};

/// One unit of .debug_info (DWARF 5, chapter 7; versions 2 to 5). Texts point into the sections.
struct DwarfUnit {
    std::string_view producer;
    std::string_view name;
    std::string_view directory;
    std::uint64_t language = 0;  ///< DW_LANG_*
    bool skeleton = false;       ///< the rest stands in a .dwo file
    bool walked = false;         ///< the counts below are known
    std::uint64_t functions = 0; ///< with code of their own
    std::uint64_t inlined = 0;   ///< places where a function was inlined
    bool typed = false;          ///< has variables, parameters or types: more than line tables
};

struct DwarfUnits {
    std::vector<DwarfUnit> units;
    std::vector<std::uint64_t> functions; ///< addresses where functions of walked units begin
    bool whole = true;                    ///< false: the rest could not be read, or would have taken too long
};

/// Every unit, and for those that `wanted` says the tree below, as long as no more than `budget` bytes of trees were
/// walked. Damaged input ends the reading early, with `whole` false.
[[nodiscard]] DwarfUnits read_dwarf_units(const DwarfSections& sections, bool (*wanted)(const DwarfUnit&),
                                          std::uint64_t budget);

} // namespace perfeng::tools
