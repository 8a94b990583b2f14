#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace perfeng::tools {

/// `_ZN3std2io5stdio6_print17h0123456789abcdefE`; none where the name is not in this scheme (it may be C++).
[[nodiscard]] std::optional<std::string> demangle_rust_legacy(std::string_view raw);

/// `_$LT$std..fs..File$u20$as$u20$std..io..Read$GT$::read::h0123456789abcdef`, what demanglers of C++ make of a Rust
/// name in the legacy scheme (sample and xctrace of macOS, DTrace); also cut short. None where there is neither a hash
/// at the end nor an escape of Rust.
[[nodiscard]] std::optional<std::string> demangle_rust_half(std::string_view half);

/// `_RNvNtCs1234_3std2io5stdio`, RFC 2603 with its later additions (structural constants, pattern types).
/// None where the name breaks the grammar, nests deeper than 300 levels, or would print over 64 KiB.
[[nodiscard]] std::optional<std::string> demangle_rust_v0(std::string_view raw);

/// RFC 3492, with the delimiter given; none where `text` is no punycode. UTF-8.
[[nodiscard]] std::optional<std::string> decode_punycode(std::string_view text, char delimiter);

void append_utf8(std::string& out, char32_t code_point);

} // namespace perfeng::tools
