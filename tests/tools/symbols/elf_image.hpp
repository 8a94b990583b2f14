#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng {

/// Makes small ELF files of either class and byte order, so that the reader is tested on every system.
class ElfImage {
public:
    struct Function {
        std::string name;
        std::uint64_t value = 0;
        std::uint64_t size = 0;
        bool global = true;
    };
    static constexpr std::uint64_t code_offset = 0x100;
    static constexpr std::uint64_t code_address = 0x2100;

    ElfImage(bool wide, bool big_endian, std::uint64_t machine) : wide_(wide), big_(big_endian), machine_(machine) {}

    std::string code = std::string(256, '\x90');
    std::vector<Function> functions;
    std::string build_id = "\xab\xcd\xef";

    [[nodiscard]] std::string bytes() const {
        std::string names(1, '\0');
        std::string symbols(wide_ ? 24 : 16, '\0');
        for (const auto& function : functions) {
            add_symbol(symbols, names.size(), function);
            names += function.name + '\0';
        }
        std::string note;
        put(note, 4, 4);
        put(note, build_id.size(), 4);
        put(note, 3, 4);
        note += std::string("GNU\0", 4) + build_id;

        std::string sections(wide_ ? 64 : 40, '\0');
        std::string section_names(1, '\0');
        std::string body = code;
        const auto add = [&](std::string_view name, std::uint64_t type, std::uint64_t flags, std::string_view content,
                             std::uint64_t size, std::uint64_t link) {
            const auto offset = content.data() == code.data() ? code_offset : code_offset + body.size();
            add_section(sections, section_names.size(), type, flags, offset, size, link);
            section_names += std::string(name) + '\0';
            if (content.data() != code.data())
                body += content;
        };
        add(".text", 1, 6, code, code.size(), 0);
        add(".data", 1, 3, "12345678", 8, 0);
        add(".bss", 8, 3, "", 4096, 0);
        add(".note.gnu.build-id", 7, 2, note, note.size(), 0);
        add(".symtab", 2, 0, symbols, symbols.size(), 6);
        add(".strtab", 3, 0, names, names.size(), 0);
        add(".debug_line", 1, 0, "123", 3, 0);
        add(".gnu_debuglink", 1, 0, std::string_view("x.debug\0crc4", 12), 12, 0);
        add(".shstrtab", 3, 0, "", section_names.size() + 10, 0);
        body += section_names;
        return header(code_offset + body.size()) + body + sections;
    }

private:
    void put(std::string& out, std::uint64_t value, unsigned size) const {
        for (unsigned i = 0; i < size; ++i)
            out += static_cast<char>(static_cast<unsigned char>(value >> 8U * (big_ ? size - 1 - i : i)));
    }
    void word(std::string& out, std::uint64_t value) const { put(out, value, wide_ ? 8 : 4); }

    void add_symbol(std::string& out, std::uint64_t name, const Function& function) const {
        const std::uint64_t info = (function.global ? 0x10U : 0U) + 2;
        put(out, name, 4);
        if (wide_)
            put(out, info, 1), put(out, 0, 1), put(out, 1, 2);
        word(out, function.value);
        word(out, function.size);
        if (!wide_)
            put(out, info, 1), put(out, 0, 1), put(out, 1, 2);
    }

    void add_section(std::string& out, std::uint64_t name, std::uint64_t type, std::uint64_t flags,
                     std::uint64_t offset, std::uint64_t size, std::uint64_t link) const {
        put(out, name, 4);
        put(out, type, 4);
        for (const auto value : {flags, std::uint64_t{0}, offset, size})
            word(out, value);
        put(out, link, 4);
        put(out, 0, 4);
        word(out, 1);
        word(out, 0);
    }

    [[nodiscard]] std::string header(std::uint64_t sections) const {
        std::string out = "\x7f"
                          "ELF";
        out += std::string{wide_ ? '\2' : '\1', big_ ? '\2' : '\1', '\1'};
        out.resize(16);
        put(out, 2, 2); // ET_EXEC
        put(out, machine_, 2);
        put(out, 1, 4);
        word(out, code_address);
        word(out, wide_ ? 64 : 52);
        word(out, sections);
        put(out, 0, 4);
        for (const auto value : {wide_ ? 64U : 52U, wide_ ? 56U : 32U, 1U, wide_ ? 64U : 40U, 10U, 9U})
            put(out, value, 2);
        put(out, 1, 4); // PT_LOAD
        if (wide_)
            put(out, 5, 4);
        for (const auto value : {code_offset, code_address, code_address, std::uint64_t{256}, std::uint64_t{256}})
            word(out, value);
        if (!wide_)
            put(out, 5, 4);
        word(out, 0x1000);
        out.resize(code_offset);
        return out;
    }

    bool wide_;
    bool big_;
    std::uint64_t machine_;
};

} // namespace perfeng
