#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace perfeng::tools {

/// Thrown while a binary file is read, caught by its reader.
struct Damaged {
    std::string_view what;
};

/// The bytes of a binary file, with every access checked: one past the end throws Damaged.
class Bytes {
public:
    Bytes(std::string_view bytes, bool big_endian) : bytes_(bytes), big_endian_(big_endian) {}

    [[nodiscard]] std::string_view slice(std::uint64_t offset, std::uint64_t size) const {
        if (offset > bytes_.size() || size > bytes_.size() - offset)
            throw Damaged{"a part beyond the end of the file"};
        return bytes_.substr(static_cast<std::size_t>(offset), static_cast<std::size_t>(size));
    }

    [[nodiscard]] std::uint64_t number(std::uint64_t offset, unsigned size) const {
        const auto field = slice(offset, size);
        std::uint64_t value = 0;
        for (unsigned i = 0; i < size; ++i)
            value = value << 8U | static_cast<unsigned char>(field[big_endian_ ? i : size - 1 - i]);
        return value;
    }

    /// The zero-terminated string at `offset` of a string table.
    [[nodiscard]] static std::string_view text(std::string_view table, std::uint64_t offset) {
        if (offset >= table.size())
            return {};
        const auto rest = table.substr(static_cast<std::size_t>(offset));
        return rest.substr(0, rest.find('\0'));
    }

private:
    std::string_view bytes_;
    bool big_endian_ = false;
};

[[nodiscard]] inline std::string hexadecimal(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        text += digits[static_cast<unsigned char>(c) >> 4U];
        text += digits[static_cast<unsigned char>(c) & 15U];
    }
    return text;
}

} // namespace perfeng::tools
