#include "protobuf.hpp"

namespace perfeng::tools {

bool ProtobufFields::fail(bool cut) {
    failed_ = true;
    cut_ = cut;
    return false;
}

bool ProtobufFields::take_varint(std::uint64_t& value) {
    value = 0;
    for (unsigned i = 0; i < 10; ++i) {
        if (i == rest_.size())
            return fail(true);
        const auto byte = static_cast<unsigned char>(rest_[i]);
        value |= static_cast<std::uint64_t>(byte & 0x7fU) << (7 * i);
        if (byte < 0x80) {
            rest_.remove_prefix(i + 1);
            return true;
        }
    }
    return fail(false);
}

bool ProtobufFields::take_fixed(std::size_t width) {
    if (rest_.size() < width)
        return fail(true);
    value_ = 0;
    for (std::size_t i = 0; i < width; ++i)
        value_ |= static_cast<std::uint64_t>(static_cast<unsigned char>(rest_[i])) << (8 * i);
    rest_.remove_prefix(width);
    return true;
}

bool ProtobufFields::take_bytes() {
    std::uint64_t length = 0;
    if (!take_varint(length))
        return false;
    if (length > rest_.size())
        return fail(true);
    bytes_ = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return true;
}

bool ProtobufFields::next() {
    offset_ = size_ - rest_.size();
    if (rest_.empty() || failed_)
        return false;
    std::uint64_t tag = 0;
    if (!take_varint(tag))
        return false;
    if (tag >> 3U == 0 || tag >> 3U > 0x1fffffff)
        return fail(false);
    number_ = static_cast<std::uint32_t>(tag >> 3U);
    kind_ = static_cast<Kind>(tag & 7U);
    value_ = 0;
    bytes_ = {};
    switch (kind_) {
    case Kind::varint:
        return take_varint(value_);
    case Kind::fixed64:
        return take_fixed(8);
    case Kind::bytes:
        return take_bytes();
    case Kind::fixed32:
        return take_fixed(4);
    }
    return fail(false);
}

} // namespace perfeng::tools
