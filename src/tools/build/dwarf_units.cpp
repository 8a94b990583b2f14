#include "dwarf_units.hpp"

#include "dwarf_forms.hpp"

#include <map>
#include <optional>
#include <unordered_map>

namespace perfeng::tools {
namespace {

enum DwarfTag : std::uint64_t {
    TAG_formal_parameter = 0x05,
    TAG_compile_unit = 0x11,
    TAG_structure_type = 0x13,
    TAG_inlined_subroutine = 0x1d,
    TAG_base_type = 0x24,
    TAG_subprogram = 0x2e,
    TAG_variable = 0x34,
};
enum DwarfAttribute : std::uint64_t {
    AT_name = 0x03,
    AT_low_pc = 0x11,
    AT_language = 0x13,
    AT_comp_dir = 0x1b,
    AT_producer = 0x25,
    AT_ranges = 0x55,
    AT_str_offsets_base = 0x72,
    AT_addr_base = 0x73,
    AT_dwo_name = 0x76,
    AT_GNU_dwo_name = 0x2130,
};

struct AttributeForm {
    std::uint64_t attribute = 0;
    std::uint64_t form = 0;
    std::uint64_t implicit = 0;
};
struct Abbreviation {
    std::uint64_t tag = 0;
    std::vector<AttributeForm> attributes;
};
using Abbreviations = std::unordered_map<std::uint64_t, Abbreviation>;

Abbreviations read_abbreviations(DwarfCursor cursor, std::uint64_t offset) {
    Abbreviations all;
    cursor.go(offset);
    while (const auto code = cursor.uleb()) {
        auto& abbreviation = all[code];
        abbreviation.tag = cursor.uleb();
        cursor.pass(1); // whether it has children: the walk is flat
        for (;;) {
            AttributeForm field{cursor.uleb(), cursor.uleb(), 0};
            if (field.form == FORM_implicit_const)
                field.implicit = cursor.uleb();
            if (field.attribute == 0 && field.form == 0)
                break;
            abbreviation.attributes.push_back(field);
        }
    }
    return all;
}

/// One unit being read. The tree is walked flat: entries follow one another, and how deep they are does not matter.
class UnitReader {
public:
    UnitReader(const DwarfSections& sections, DwarfCursor& cursor, DwarfUnits& result)
        : sections_(sections), cursor_(cursor), result_(result) {}

    /// Reads the header. False for a unit of types alone.
    bool open() {
        auto length = cursor_.number(4);
        if (length == 0xffffffff) {
            length = cursor_.number(8);
            sizes_.offset = 8;
        }
        end_ = cursor_.at() + length;
        sizes_.version = static_cast<unsigned>(cursor_.number(2));
        std::uint64_t type = 1;
        if (sizes_.version >= 5) {
            type = cursor_.number(1);
            sizes_.address = static_cast<unsigned>(cursor_.number(1));
            abbreviations_at_ = cursor_.number(sizes_.offset);
            if (type == 4 || type == 5) // skeleton, split: an id
                cursor_.pass(8);
        } else {
            abbreviations_at_ = cursor_.number(sizes_.offset);
            sizes_.address = static_cast<unsigned>(cursor_.number(1));
        }
        if (sizes_.version < 2 || sizes_.version > 5 || sizes_.address > 8 || end_ > sections_.info.size())
            throw Damaged{"a DWARF unit of an unknown version"};
        unit_.skeleton = type == 4;
        return type != 2 && type != 6;
    }

    void read_root(const Abbreviations& abbreviations) {
        std::optional<DwarfValue> producer;
        std::optional<DwarfValue> name;
        std::optional<DwarfValue> directory;
        const auto found = abbreviations.find(cursor_.uleb());
        if (found == abbreviations.end())
            throw Damaged{"a DWARF entry of an unknown kind"};
        for (const auto& [attribute, form, implicit] : found->second.attributes) {
            const auto value = take_value(cursor_, form, implicit, sizes_);
            if (attribute == AT_producer)
                producer = value;
            else if (attribute == AT_name)
                name = value;
            else if (attribute == AT_comp_dir)
                directory = value;
            else if (attribute == AT_language)
                unit_.language = value.number;
            else if (attribute == AT_str_offsets_base)
                str_offsets_base_ = value.number;
            else if (attribute == AT_addr_base)
                addr_base_ = value.number;
            else if (attribute == AT_dwo_name || attribute == AT_GNU_dwo_name)
                unit_.skeleton = true;
        }
        unit_.producer = producer ? text_of(*producer) : std::string_view();
        unit_.name = name ? text_of(*name) : std::string_view();
        unit_.directory = directory ? text_of(*directory) : std::string_view();
    }

    void walk(const Abbreviations& abbreviations) {
        unit_.walked = true;
        while (cursor_.at() < end_) {
            const auto code = cursor_.uleb();
            if (code == 0)
                continue;
            const auto found = abbreviations.find(code);
            if (found == abbreviations.end())
                throw Damaged{"a DWARF entry of an unknown kind"};
            walk_entry(found->second);
        }
    }

    [[nodiscard]] std::uint64_t end() const { return end_; }
    [[nodiscard]] std::uint64_t size() const { return end_ - cursor_.at(); }
    [[nodiscard]] std::uint64_t abbreviations_at() const { return abbreviations_at_; }
    [[nodiscard]] DwarfUnit& unit() { return unit_; }

private:
    void walk_entry(const Abbreviation& abbreviation) {
        std::optional<DwarfValue> low;
        bool ranges = false;
        for (const auto& [attribute, form, implicit] : abbreviation.attributes) {
            const auto value = take_value(cursor_, form, implicit, sizes_);
            if (attribute == AT_low_pc)
                low = value;
            ranges = ranges || attribute == AT_ranges;
        }
        const auto tag = abbreviation.tag;
        unit_.inlined += tag == TAG_inlined_subroutine ? 1 : 0;
        unit_.typed = unit_.typed || tag == TAG_formal_parameter || tag == TAG_variable || tag == TAG_base_type ||
                      tag == TAG_structure_type;
        if (tag != TAG_subprogram || (!low && !ranges))
            return;
        ++unit_.functions;
        if (const auto address = low ? address_of(*low) : std::nullopt; address && *address != 0)
            result_.functions.push_back(*address);
    }

    [[nodiscard]] std::optional<std::uint64_t> address_of(const DwarfValue& value) const {
        if (value.form == FORM_addr)
            return value.number;
        DwarfCursor table(sections_.addr, sections_.big_endian);
        const auto place = addr_base_ + value.number * sizes_.address;
        if (place + sizes_.address > sections_.addr.size())
            return std::nullopt;
        table.go(place);
        return table.number(sizes_.address);
    }

    [[nodiscard]] std::string_view text_of(const DwarfValue& value) const {
        switch (value.form) {
        case FORM_string:
            return value.text;
        case FORM_strp:
            return Bytes::text(sections_.str, value.number);
        case FORM_line_strp:
            return Bytes::text(sections_.line_str, value.number);
        case FORM_strx:
        case FORM_strx1:
        case FORM_strx2:
        case FORM_strx3:
        case FORM_strx4:
        case FORM_GNU_str_index: {
            DwarfCursor table(sections_.str_offsets, sections_.big_endian);
            const auto place = str_offsets_base_ + value.number * sizes_.offset;
            if (place + sizes_.offset > sections_.str_offsets.size())
                return {};
            table.go(place);
            return Bytes::text(sections_.str, table.number(sizes_.offset));
        }
        default:
            return {}; // in another file (dwz)
        }
    }

    const DwarfSections& sections_;
    DwarfCursor& cursor_;
    DwarfUnits& result_;
    DwarfSizes sizes_;
    DwarfUnit unit_;
    std::uint64_t end_ = 0;
    std::uint64_t abbreviations_at_ = 0;
    std::uint64_t str_offsets_base_ = 8; ///< behind the section's header, where a unit does not tell
    std::uint64_t addr_base_ = 8;
};

} // namespace

DwarfUnits read_dwarf_units(const DwarfSections& sections, bool (*wanted)(const DwarfUnit&), std::uint64_t budget) {
    DwarfUnits result;
    std::map<std::uint64_t, Abbreviations> tables;
    DwarfCursor cursor(sections.info, sections.big_endian);
    try {
        while (!cursor.done()) {
            UnitReader reader(sections, cursor, result);
            if (reader.open()) {
                auto [table, fresh] = tables.try_emplace(reader.abbreviations_at());
                if (fresh)
                    table->second = read_abbreviations({sections.abbrev, sections.big_endian}, table->first);
                reader.read_root(table->second);
                if (wanted(reader.unit()) && reader.size() <= budget) {
                    budget -= reader.size();
                    reader.walk(table->second);
                } else if (wanted(reader.unit())) {
                    result.whole = false;
                }
                result.units.push_back(reader.unit());
            }
            cursor.go(reader.end());
        }
    } catch (const Damaged&) {
        result.whole = false;
    }
    return result;
}

} // namespace perfeng::tools
