#pragma once

#include "bytes.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace perfeng::tools {

// <elf.h> is missing outside Linux; names and numbers are those of the System V ABI.
enum Abi : std::uint64_t {
    ET_EXEC = 2,
    ET_DYN = 3,
    PT_LOAD = 1,
    PT_DYNAMIC = 2,
    PT_INTERP = 3,
    SHT_SYMTAB = 2,
    SHT_STRTAB = 3,
    SHT_NOTE = 7,
    SHT_NOBITS = 8,
    SHT_DYNSYM = 11,
    SHF_WRITE = 1,
    SHF_ALLOC = 2,
    STT_FUNC = 2,
    STT_GNU_IFUNC = 10,
    STB_GLOBAL = 1,
    NT_GNU_BUILD_ID = 3,
    EM_X86_64 = 62,
    EM_AARCH64 = 183,
    DT_FLAGS_1 = 0x6ffffffb,
    DF_1_PIE = 0x08000000,
};

inline constexpr std::string_view elf_magic = "\x7f"
                                              "ELF";

/// The bytes of an ELF file.
class Image : public Bytes {
public:
    explicit Image(std::string_view bytes) : Bytes(bytes, bytes.size() > 5 && bytes[5] == 2) {
        if (!bytes.starts_with(elf_magic) || bytes.size() < 52)
            throw Damaged{"no ELF header"};
        wide_ = bytes[4] == 2;
        if ((bytes[4] != 1 && !wide_) || (bytes[5] != 1 && bytes[5] != 2))
            throw Damaged{"an unknown ELF class or byte order"};
    }

    [[nodiscard]] bool wide() const { return wide_; }

    /// A field that is 4 bytes in 32-bit files and 8 bytes in 64-bit ones, each at its own offset.
    [[nodiscard]] std::uint64_t word(std::uint64_t base, unsigned narrow, unsigned wide) const {
        return wide_ ? number(base + wide, 8) : number(base + narrow, 4);
    }

private:
    bool wide_ = false;
};

struct Section {
    std::string_view name;
    std::uint64_t type = 0;
    std::uint64_t flags = 0;
    std::uint64_t address = 0;
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
    std::uint64_t link = 0;
    std::uint64_t entry_size = 0;
    std::uint64_t name_offset = 0;
};

/// The start of entry `i` of a table. Throws Damaged for tables that cannot lie in a file.
[[nodiscard]] std::uint64_t entry(std::uint64_t table, std::uint64_t i, std::uint64_t size);

[[nodiscard]] std::vector<Section> read_sections(const Image& image);

} // namespace perfeng::tools
