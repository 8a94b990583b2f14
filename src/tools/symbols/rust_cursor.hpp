#pragma once

#include "rust_names.hpp"

#include <cctype>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace perfeng::tools {

struct Malformed {};

struct Identifier {
    std::uint64_t disambiguator = 0;
    std::string name;
};

/// A place in a name of Rust's v0 scheme, and its tokens. What is no token throws Malformed.
class RustCursor {
public:
    explicit RustCursor(std::string_view mangled) : in_(mangled) {}

    [[nodiscard]] std::size_t at() const { return at_; }
    void go_to(std::size_t place) { at_ = place; }

    [[nodiscard]] char peek() const { return at_ < in_.size() ? in_[at_] : '\0'; }
    char next() {
        if (at_ >= in_.size())
            throw Malformed{};
        return in_[at_++];
    }
    bool take(char c) {
        if (peek() != c)
            return false;
        ++at_;
        return true;
    }

    /// "_" is 0, "0_" is 1, and so on.
    std::uint64_t base62() {
        if (take('_'))
            return 0;
        std::uint64_t value = 0;
        while (!take('_')) {
            const char c = next();
            unsigned digit = 0;
            if (c >= '0' && c <= '9')
                digit = static_cast<unsigned>(c - '0');
            else if (c >= 'a' && c <= 'z')
                digit = static_cast<unsigned>(c - 'a') + 10;
            else if (c >= 'A' && c <= 'Z')
                digit = static_cast<unsigned>(c - 'A') + 36;
            else
                throw Malformed{};
            if (value > (UINT64_MAX - 62) / 62)
                throw Malformed{};
            value = value * 62 + digit;
        }
        return value + 1;
    }

    std::uint64_t optional_base62(char tag) { return take(tag) ? base62() + 1 : 0; }

    std::string undisambiguated() {
        const bool punycode = take('u');
        std::size_t length = 0;
        if (std::isdigit(static_cast<unsigned char>(peek())) == 0)
            throw Malformed{};
        if (!take('0'))
            while (std::isdigit(static_cast<unsigned char>(peek())) != 0 && length < in_.size())
                length = length * 10 + static_cast<std::size_t>(next() - '0');
        take('_');
        if (length > in_.size() - at_)
            throw Malformed{};
        const auto bytes = in_.substr(at_, length);
        at_ += length;
        if (!punycode)
            return std::string(bytes);
        auto decoded = decode_punycode(bytes, '_');
        return decoded ? *decoded : throw Malformed{};
    }

    Identifier identifier() {
        const auto disambiguator = optional_base62('s');
        return {disambiguator, undisambiguated()};
    }

    std::string_view hexadecimal() {
        const auto start = at_;
        while (std::isxdigit(static_cast<unsigned char>(peek())) != 0)
            ++at_;
        const auto digits = in_.substr(start, at_ - start);
        if (!take('_'))
            throw Malformed{};
        return digits;
    }

    static std::uint64_t number(std::string_view digits) {
        std::uint64_t value = 0;
        for (const char c : digits)
            value = value * 16 + static_cast<std::uint64_t>(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
        return value;
    }

private:
    std::string_view in_;
    std::size_t at_ = 0;
};

} // namespace perfeng::tools
