#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace perfeng {

/// Writes a message in protobuf's wire format.
class ProtobufMessage {
public:
    ProtobufMessage& number(std::uint32_t field, std::uint64_t value) {
        varint(field << 3U);
        varint(value);
        return *this;
    }
    ProtobufMessage& bytes(std::uint32_t field, std::string_view value) {
        varint(field << 3U | 2U);
        varint(value.size());
        text_ += value;
        return *this;
    }
    ProtobufMessage& packed(std::uint32_t field, std::initializer_list<std::int64_t> values) {
        ProtobufMessage numbers;
        for (const auto value : values)
            numbers.varint(static_cast<std::uint64_t>(value));
        return bytes(field, numbers.text_);
    }
    ProtobufMessage& message(std::uint32_t field, const ProtobufMessage& value) { return bytes(field, value.text_); }
    [[nodiscard]] const std::string& text() const { return text_; }

private:
    void varint(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7U)
            text_ += static_cast<char>(0x80U | (value & 0x7fU));
        text_ += static_cast<char>(value);
    }

    std::string text_;
};

} // namespace perfeng
