#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace perfeng {

/// Makes small Mach-O files of either word size and byte order, so that the reader is tested on every system.
class MachoImage {
public:
    struct Symbol {
        std::string name;
        std::uint64_t type = 0x0e; ///< defined in a section, not global
        std::uint64_t section = 1;
    };
    struct Section {
        std::string_view segment;
        std::string_view name;
        std::uint64_t size = 0;
        std::uint64_t flags = 0;
    };

    MachoImage(bool wide, bool big_endian, std::uint64_t cpu = 0x01000007) : wide_(wide), big_(big_endian), cpu_(cpu) {}

    static constexpr std::uint64_t code = 0x80000400;
    std::uint64_t file_type = 2;
    std::uint64_t cpu_kind = 3;
    bool dynamic = true;
    std::vector<Section> sections{{"__TEXT", "__text", 256, code}, {"__TEXT", "__const", 16},
                                  {"__DATA", "__data", 8},         {"__DATA_CONST", "__got", 32},
                                  {"__DATA", "__bss", 4096, 1},    {"__DATA", "__thread_bss", 64, 0x12},
                                  {"__DWARF", "__debug_line", 3},  {"__LD", "__compact_unwind", 40, 0x02000000}};
    std::vector<Symbol> symbols{{"__mh_execute_header", 0x0f}, {"_main", 0x0f}, {"_table", 0x0e, 5}};
    std::vector<std::string> more_commands; ///< whole, with their sizes

    [[nodiscard]] std::uint64_t symbol_size() const { return wide_ ? 16 : 12; }

    [[nodiscard]] std::string bytes() const {
        std::string names(1, '\0');
        std::string table;
        for (const auto& symbol : symbols) {
            put(table, names.size(), 4);
            put(table, symbol.type, 1);
            put(table, symbol.section, 1);
            put(table, 0, 2);
            word(table, 0x1000);
            names += symbol.name + '\0';
        }
        auto commands = all_commands(0, table.size(), names.size());
        const auto end = (wide_ ? 32 : 28) + joined(commands).size();
        commands = all_commands(end, table.size(), names.size());
        return header(commands) + joined(commands) + table + names;
    }

    /// A load command with fields of 4 bytes and a text.
    [[nodiscard]] std::string command(std::uint64_t kind, const std::vector<std::uint64_t>& fields,
                                      std::string_view text = "") const {
        std::string out;
        put(out, kind, 4);
        put(out, 8 + 4 * fields.size() + text.size(), 4);
        for (const auto field : fields)
            put(out, field, 4);
        return out += text;
    }

    void put(std::string& out, std::uint64_t value, unsigned size) const {
        for (unsigned i = 0; i < size; ++i)
            out += static_cast<char>(static_cast<unsigned char>(value >> 8U * (big_ ? size - 1 - i : i)));
    }

private:
    void word(std::string& out, std::uint64_t value) const { put(out, value, wide_ ? 8 : 4); }

    static std::string name(std::string_view text) {
        std::string out(text);
        out.resize(16);
        return out;
    }

    static std::string joined(const std::vector<std::string>& parts) {
        std::string out;
        for (const auto& part : parts)
            out += part;
        return out;
    }

    /// All sections in one segment, as in an object file.
    [[nodiscard]] std::string segment() const {
        const std::uint64_t size = (wide_ ? 72 : 56) + sections.size() * (wide_ ? 80 : 68);
        std::string out;
        put(out, wide_ ? 0x19 : 0x1, 4);
        put(out, size, 4);
        out += name("");
        for (const auto value : {0x1000U, 0x1000U, 0U, 0U})
            word(out, value);
        for (const auto value : {7U, 7U})
            put(out, value, 4);
        put(out, sections.size(), 4);
        put(out, 0, 4);
        for (const auto& section : sections) {
            out += name(section.name) + name(section.segment);
            word(out, 0x1000);
            word(out, section.size);
            for (int i = 0; i < 4; ++i)
                put(out, 0, 4);
            put(out, section.flags, 4);
            for (int i = 0; i < (wide_ ? 3 : 2); ++i)
                put(out, 0, 4);
        }
        return out;
    }

    [[nodiscard]] std::vector<std::string> all_commands(std::uint64_t symbols_at, std::uint64_t table,
                                                        std::uint64_t names) const {
        std::vector<std::string> commands{segment()};
        commands.push_back(command(0x2, {symbols_at, symbols.size(), symbols_at + table, names}));
        commands.push_back(command(0x1b, {}, std::string_view("\xab\xcd\xef\0\1\2\3\4\5\6\7\10\11\12\13\14", 16)));
        if (dynamic)
            commands.push_back(command(0xc, {24, 0, 0, 0}, std::string_view("libc\0\0\0\0", 8)));
        commands.insert(commands.end(), more_commands.begin(), more_commands.end());
        return commands;
    }

    [[nodiscard]] std::string header(const std::vector<std::string>& commands) const {
        std::string out;
        put(out, wide_ ? 0xfeedfacf : 0xfeedface, 4);
        for (const auto value :
             {cpu_, cpu_kind, file_type, std::uint64_t{commands.size()}, std::uint64_t{joined(commands).size()}})
            put(out, value, 4);
        put(out, 0, 4);
        if (wide_)
            put(out, 0, 4);
        return out;
    }

    bool wide_;
    bool big_;
    std::uint64_t cpu_;
};

/// A universal file of whole Mach-O files, each given with its CPU.
inline std::string universal(const std::vector<std::pair<std::uint64_t, std::string>>& parts, bool wide) {
    const MachoImage big(false, true);
    const unsigned word = wide ? 8 : 4;
    std::string out;
    std::string body;
    const auto start = 8 + parts.size() * (wide ? 32 : 20);
    big.put(out, wide ? 0xcafebabf : 0xcafebabe, 4);
    big.put(out, parts.size(), 4);
    for (const auto& [cpu, bytes] : parts) {
        big.put(out, cpu, 4);
        big.put(out, 3, 4);
        big.put(out, start + body.size(), word);
        big.put(out, bytes.size(), word);
        big.put(out, 0, wide ? 8 : 4);
        body += bytes;
    }
    return out + body;
}

} // namespace perfeng
