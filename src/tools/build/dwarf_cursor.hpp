#pragma once

#include "symbols/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace perfeng::tools {

/// A place in a DWARF section. Every read beyond the end throws Damaged.
class DwarfCursor {
public:
    DwarfCursor(std::string_view bytes, bool big_endian) : bytes_(bytes), big_endian_(big_endian) {}

    [[nodiscard]] std::size_t at() const { return at_; }
    [[nodiscard]] bool done() const { return at_ >= bytes_.size(); }
    void go(std::uint64_t place) {
        if (place > bytes_.size())
            throw Damaged{"a place beyond the end of a DWARF section"};
        at_ = static_cast<std::size_t>(place);
    }
    void pass(std::uint64_t size) {
        if (size > bytes_.size() - at_)
            throw Damaged{"a value beyond the end of a DWARF section"};
        at_ += static_cast<std::size_t>(size);
    }

    std::uint64_t number(unsigned size) {
        const auto from = at_;
        pass(size);
        std::uint64_t value = 0;
        for (unsigned i = 0; i < size; ++i)
            value = value << 8U | static_cast<unsigned char>(bytes_[from + (big_endian_ ? i : size - 1 - i)]);
        return value;
    }

    std::uint64_t uleb() {
        std::uint64_t value = 0;
        for (unsigned shift = 0;; shift += 7) {
            const auto byte = number(1);
            if (shift < 64)
                value |= (byte & 0x7fU) << shift;
            if ((byte & 0x80U) == 0)
                return value;
        }
    }

    std::string_view text() {
        const auto found = bytes_.substr(at_, bytes_.find('\0', at_) - at_);
        pass(found.size() + 1);
        return found;
    }

private:
    std::string_view bytes_;
    std::size_t at_ = 0;
    bool big_endian_ = false;
};

} // namespace perfeng::tools
