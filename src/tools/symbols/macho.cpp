#include "perfeng/tools/symbols/macho.hpp"

#include "bytes.hpp"
#include "macho_words.hpp"
#include "text/reading.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace perfeng::tools {
namespace {

/// One architecture's program.
class MachImage : public Bytes {
public:
    MachImage(std::string_view bytes, MachMagic magic) : Bytes(bytes, magic.big_endian), wide_(magic.wide) {}

    [[nodiscard]] bool wide() const { return wide_; }
    [[nodiscard]] std::uint64_t word(std::uint64_t offset) const { return number(offset, wide_ ? 8 : 4); }
    [[nodiscard]] std::uint64_t header_size() const { return wide_ ? 32 : 28; }
    /// A name of 16 bytes, without a zero at its end where it fills them.
    [[nodiscard]] std::string_view name(std::uint64_t offset) const { return text(slice(offset, 16), 0); }

private:
    bool wide_;
};

struct MachSection {
    std::string_view segment;
    std::string_view name;
    std::uint64_t size = 0;
    std::uint64_t flags = 0;
};

bool is_zeros(const MachSection& section) {
    const auto type = section.flags & SECTION_TYPE;
    return type == S_ZEROFILL || type == S_GB_ZEROFILL || type == S_THREAD_LOCAL_ZEROFILL;
}

class MachoReader {
public:
    MachoReader(std::string_view bytes, MachMagic magic) : image_(bytes, magic) {}

    Macho read() {
        const auto commands = image_.number(16, 4);
        const auto end = image_.header_size() + image_.slice(image_.header_size(), image_.number(20, 4)).size();
        auto at = image_.header_size();
        for (std::uint64_t i = 0; i < commands; ++i) {
            if (end - at < 8)
                throw Damaged{"a load command beyond the load commands"};
            const auto size = image_.number(at + 4, 4);
            if (size < 8 || size > end - at)
                throw Damaged{"a load command of an impossible size"};
            read_command(image_.number(at, 4), at, size);
            at += size;
        }
        finish();
        return std::move(macho_);
    }

private:
    void read_command(std::uint64_t command, std::uint64_t at, std::uint64_t size) {
        const auto field = [&](std::uint64_t offset) {
            if (offset + 4 > size)
                throw Damaged{"a load command that is too short"};
            return image_.number(at + offset, 4);
        };
        switch (command) {
        case LC_SEGMENT:
        case LC_SEGMENT_64:
            return read_segment(at, size, command == LC_SEGMENT_64);
        case LC_SYMTAB:
            return read_symbols(field(8), field(12), field(16), field(20));
        case LC_UUID:
            (void)field(20);
            macho_.build_id = hexadecimal(image_.slice(at + 8, 16));
            return;
        case LC_LOAD_DYLINKER:
        case LC_LOAD_DYLIB:
            dynamic_ = true;
            return;
        case LC_BUILD_VERSION:
            return set_system(platform_name(field(8)), field(12));
        case LC_VERSION_MIN_MACOSX:
            return set_system("macOS", field(8));
        case LC_VERSION_MIN_IPHONEOS:
            return set_system("iOS", field(8));
        case LC_CODE_SIGNATURE:
            macho_.signature_size = image_.slice(field(8), field(12)).size();
            return;
        default:
            return;
        }
    }

    void set_system(std::string_view platform, std::uint64_t version) {
        macho_.platform = platform;
        macho_.minimum_system = fmt::format("{}.{}", version >> 16U, version >> 8U & 0xffU);
    }

    void read_segment(std::uint64_t at, std::uint64_t size, bool wide) {
        const std::uint64_t header = wide ? 72 : 56;
        const std::uint64_t entry = wide ? 80 : 68;
        if (wide != image_.wide() || size < header)
            throw Damaged{"a segment of the other word size"};
        (void)image_.slice(image_.word(at + (wide ? 40 : 32)), image_.word(at + (wide ? 48 : 36)));
        const auto count = image_.number(at + (wide ? 64 : 48), 4);
        if (count > (size - header) / entry)
            throw Damaged{"more sections than their segment has room for"};
        for (std::uint64_t i = 0; i < count; ++i) {
            const auto section = at + header + i * entry;
            add_section({.segment = image_.name(section + 16),
                         .name = image_.name(section),
                         .size = image_.word(section + (wide ? 40 : 36)),
                         .flags = image_.number(section + (wide ? 64 : 56), 4)});
        }
    }

    void add_section(const MachSection& section) {
        if (section.size > most)
            throw Damaged{"a section of an impossible size"};
        auto& sums = macho_.sections;
        if (section.segment == "__DWARF" || (section.flags & S_ATTR_DEBUG) != 0)
            sums.debug += section.size;
        else if (is_zeros(section))
            sums.bss += section.size;
        else if (section.segment == "__TEXT")
            sums.text += section.size;
        else
            sums.data += section.size;
        if (section.segment == "__DWARF" && (section.name == "__debug_info" || section.name == "__debug_line"))
            macho_.has_debug = true;
        code_.push_back((section.flags & (S_ATTR_PURE_INSTRUCTIONS | S_ATTR_SOME_INSTRUCTIONS)) != 0);
    }

    void read_symbols(std::uint64_t table, std::uint64_t count, std::uint64_t names, std::uint64_t names_size) {
        const std::uint64_t size = image_.wide() ? 16 : 12;
        symbols_ = image_.slice(table, count * size);
        table_ = table;
        names_ = image_.slice(names, names_size);
        macho_.sections.debug += symbols_.size() + names_.size();
    }

    /// After the sections, which may come later than the symbols that name them.
    void finish() {
        macho_.architecture = architecture_name(image_.number(4, 4), image_.number(8, 4));
        macho_.static_linked = image_.number(12, 4) == MH_EXECUTE && !dynamic_;
        macho_.stripped = true;
        const std::uint64_t size = image_.wide() ? 16 : 12;
        for (std::uint64_t at = 0; at < symbols_.size(); at += size) {
            const auto name = Bytes::text(names_, image_.number(table_ + at, 4));
            const auto type = image_.number(table_ + at + 4, 1);
            const auto section = image_.number(table_ + at + 5, 1);
            if (type == N_OSO && macho_.debug_object.empty())
                macho_.debug_object = name.substr(0, name.ends_with(')') ? name.rfind('(') : name.npos); // archive
            const bool in_section = (type & N_STAB) == 0 && (type & N_TYPE) == N_SECT;
            if (in_section && section > 0 && section <= code_.size() && code_[section - 1] &&
                name != "__mh_execute_header")
                macho_.stripped = false;
        }
    }

    static constexpr auto most = std::uint64_t{1} << 48U; ///< so that no sum runs over
    MachImage image_;
    Macho macho_;
    bool dynamic_ = false;
    std::vector<bool> code_; ///< by section: whether it holds instructions
    std::uint64_t table_ = 0;
    std::string_view symbols_;
    std::string_view names_;
};

struct FatPart {
    std::string architecture;
    std::string_view bytes;
};

/// mach-o/fat.h; the header of a universal file is big-endian on every machine.
std::vector<FatPart> read_fat(std::string_view bytes, MachMagic magic) {
    const Bytes header(bytes, magic.big_endian);
    const std::uint64_t entry = magic.wide ? 32 : 20;
    const unsigned word = magic.wide ? 8 : 4;
    const auto count = header.number(4, 4);
    (void)header.slice(8, count * entry);
    std::vector<FatPart> parts;
    for (std::uint64_t i = 0; i < count; ++i) {
        const auto at = 8 + i * entry;
        parts.push_back({architecture_name(header.number(at, 4), header.number(at + 4, 4)),
                         header.slice(header.number(at + 8, word), header.number(at + 8 + word, word))});
    }
    if (parts.empty())
        throw Damaged{"a universal file of no architecture"};
    return parts;
}

Macho read_thin(std::string_view bytes) {
    const auto magic = mach_magic(bytes);
    if (!magic || magic->fat)
        throw Damaged{"no Mach-O header"};
    return MachoReader(bytes, *magic).read();
}

Macho read_any(std::string_view bytes, std::string_view preferred) {
    const auto magic = mach_magic(bytes);
    if (!magic || !magic->fat)
        return read_thin(bytes);
    const auto parts = read_fat(bytes, *magic);
    auto chosen = std::ranges::find(parts, preferred, &FatPart::architecture);
    if (chosen == parts.end())
        chosen = parts.begin();
    auto macho = read_thin(chosen->bytes);
    for (auto part = parts.begin(); part != parts.end(); ++part)
        if (part != chosen)
            macho.others.push_back(part->architecture);
    return macho;
}

} // namespace

std::string_view machine_architecture() {
#if defined(__x86_64__)
    return "x86_64";
#elif defined(__aarch64__)
    return "arm64";
#else
    return "";
#endif
}

tl::expected<Macho, ReadError> read_macho(std::string_view bytes, std::string_view preferred) {
    try {
        return read_any(bytes, preferred);
    } catch (const Damaged& damaged) {
        return refuse(0, damaged.what, "a Mach-O file");
    }
}

std::optional<std::filesystem::path> find_dsym(const std::filesystem::path& executable) {
    auto bundle = executable;
    bundle += ".dSYM";
    const auto file = bundle / "Contents" / "Resources" / "DWARF" / executable.filename();
    std::error_code ignored;
    return std::filesystem::is_regular_file(file, ignored) ? std::optional(file) : std::nullopt;
}

} // namespace perfeng::tools
