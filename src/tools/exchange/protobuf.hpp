#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace perfeng::tools {

/// Takes a message in protobuf's wire format apart, field by field (protobuf.dev, "Encoding"). Groups, which no message
/// of today holds, are an error.
class ProtobufFields {
public:
    enum class Kind : std::uint8_t { varint = 0, fixed64 = 1, bytes = 2, fixed32 = 5 };

    explicit ProtobufFields(std::string_view message) : rest_(message), size_(message.size()) {}

    /// False at the end and at an error.
    bool next();
    [[nodiscard]] bool failed() const { return failed_; }
    /// The error is that the message ends within a field.
    [[nodiscard]] bool cut() const { return cut_; }
    [[nodiscard]] std::size_t offset() const { return offset_; } ///< of the field, from 0

    [[nodiscard]] std::uint32_t number() const { return number_; } ///< of the field, from 1
    [[nodiscard]] Kind kind() const { return kind_; }
    [[nodiscard]] std::uint64_t value() const { return value_; }    ///< of a number
    [[nodiscard]] std::string_view bytes() const { return bytes_; } ///< of text, a message or packed numbers

private:
    bool take_varint(std::uint64_t& value);
    bool take_fixed(std::size_t width);
    bool take_bytes();
    bool fail(bool cut);

    std::string_view rest_;
    std::size_t size_;
    std::size_t offset_ = 0;
    std::uint32_t number_ = 0;
    Kind kind_ = Kind::varint;
    std::uint64_t value_ = 0;
    std::string_view bytes_;
    bool failed_ = false;
    bool cut_ = false;
};

/// The numbers of a repeated field, packed or one by one: calls `take(number)` for each. False where they are broken.
template <typename Take> bool each_number(const ProtobufFields& field, Take take) {
    if (field.kind() == ProtobufFields::Kind::varint) {
        take(field.value());
        return true;
    }
    if (field.kind() != ProtobufFields::Kind::bytes)
        return false;
    std::uint64_t number = 0;
    unsigned shift = 0;
    for (const char letter : field.bytes()) {
        const auto byte = static_cast<unsigned char>(letter);
        if (shift > 63)
            return false;
        number |= static_cast<std::uint64_t>(byte & 0x7fU) << shift;
        shift += 7;
        if (byte >= 0x80)
            continue;
        take(number);
        number = 0;
        shift = 0;
    }
    return shift == 0;
}

} // namespace perfeng::tools
