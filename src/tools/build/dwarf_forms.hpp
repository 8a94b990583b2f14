#pragma once

#include "dwarf_cursor.hpp"

namespace perfeng::tools {

// DWARF 5, section 7.5.6, and what GNU added before it.
enum DwarfForm : std::uint64_t {
    FORM_addr = 0x01,
    FORM_block2 = 0x03,
    FORM_block4 = 0x04,
    FORM_data2 = 0x05,
    FORM_data4 = 0x06,
    FORM_data8 = 0x07,
    FORM_string = 0x08,
    FORM_block = 0x09,
    FORM_block1 = 0x0a,
    FORM_data1 = 0x0b,
    FORM_flag = 0x0c,
    FORM_sdata = 0x0d,
    FORM_strp = 0x0e,
    FORM_udata = 0x0f,
    FORM_ref_addr = 0x10,
    FORM_ref1 = 0x11,
    FORM_ref2 = 0x12,
    FORM_ref4 = 0x13,
    FORM_ref8 = 0x14,
    FORM_ref_udata = 0x15,
    FORM_indirect = 0x16,
    FORM_sec_offset = 0x17,
    FORM_exprloc = 0x18,
    FORM_flag_present = 0x19,
    FORM_strx = 0x1a,
    FORM_addrx = 0x1b,
    FORM_ref_sup4 = 0x1c,
    FORM_strp_sup = 0x1d,
    FORM_data16 = 0x1e,
    FORM_line_strp = 0x1f,
    FORM_ref_sig8 = 0x20,
    FORM_implicit_const = 0x21,
    FORM_loclistx = 0x22,
    FORM_rnglistx = 0x23,
    FORM_ref_sup8 = 0x24,
    FORM_strx1 = 0x25,
    FORM_strx2 = 0x26,
    FORM_strx3 = 0x27,
    FORM_strx4 = 0x28,
    FORM_addrx1 = 0x29,
    FORM_addrx2 = 0x2a,
    FORM_addrx3 = 0x2b,
    FORM_addrx4 = 0x2c,
    FORM_GNU_addr_index = 0x1f01,
    FORM_GNU_str_index = 0x1f02,
    FORM_GNU_ref_alt = 0x1f20,
    FORM_GNU_strp_alt = 0x1f21,
};

/// What of a unit decides the size of its values.
struct DwarfSizes {
    unsigned version = 0;
    unsigned address = 8;
    unsigned offset = 4;
};

/// The value of an attribute: a number, an offset or index by its form, or the text of FORM_string.
struct DwarfValue {
    std::uint64_t form = 0;
    std::uint64_t number = 0;
    std::string_view text;
};

/// Reads a value, and goes behind it. Blocks are passed over. Throws Damaged for an unknown form.
[[nodiscard]] inline DwarfValue take_value(DwarfCursor& cursor, std::uint64_t form, std::uint64_t implicit,
                                           const DwarfSizes& sizes) {
    DwarfValue value{form, 0, {}};
    switch (form) {
    case FORM_addr:
        value.number = cursor.number(sizes.address);
        break;
    case FORM_data1:
    case FORM_flag:
    case FORM_ref1:
    case FORM_strx1:
    case FORM_addrx1:
        value.number = cursor.number(1);
        break;
    case FORM_data2:
    case FORM_ref2:
    case FORM_strx2:
    case FORM_addrx2:
        value.number = cursor.number(2);
        break;
    case FORM_strx3:
    case FORM_addrx3:
        value.number = cursor.number(3);
        break;
    case FORM_data4:
    case FORM_ref4:
    case FORM_ref_sup4:
    case FORM_strx4:
    case FORM_addrx4:
        value.number = cursor.number(4);
        break;
    case FORM_data8:
    case FORM_ref8:
    case FORM_ref_sig8:
    case FORM_ref_sup8:
        value.number = cursor.number(8);
        break;
    case FORM_data16:
        cursor.pass(16);
        break;
    case FORM_sdata:
    case FORM_udata:
    case FORM_ref_udata:
    case FORM_strx:
    case FORM_addrx:
    case FORM_loclistx:
    case FORM_rnglistx:
    case FORM_GNU_addr_index:
    case FORM_GNU_str_index:
        value.number = cursor.uleb();
        break;
    case FORM_strp:
    case FORM_line_strp:
    case FORM_sec_offset:
    case FORM_strp_sup:
    case FORM_GNU_ref_alt:
    case FORM_GNU_strp_alt:
        value.number = cursor.number(sizes.offset);
        break;
    case FORM_ref_addr:
        value.number = cursor.number(sizes.version == 2 ? sizes.address : sizes.offset);
        break;
    case FORM_string:
        value.text = cursor.text();
        break;
    case FORM_block1:
        cursor.pass(cursor.number(1));
        break;
    case FORM_block2:
        cursor.pass(cursor.number(2));
        break;
    case FORM_block4:
        cursor.pass(cursor.number(4));
        break;
    case FORM_block:
    case FORM_exprloc:
        cursor.pass(cursor.uleb());
        break;
    case FORM_flag_present:
        value.number = 1;
        break;
    case FORM_implicit_const:
        value.number = implicit;
        break;
    case FORM_indirect: {
        const auto real = cursor.uleb();
        if (real == FORM_indirect)
            throw Damaged{"a DWARF form of itself"};
        return take_value(cursor, real, implicit, sizes);
    }
    default:
        throw Damaged{"an unknown DWARF form"};
    }
    return value;
}

} // namespace perfeng::tools
