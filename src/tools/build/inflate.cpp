#include "inflate.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>

namespace perfeng::tools {

std::optional<std::string> inflate(std::string_view packed) {
    constexpr std::size_t largest = std::size_t{2} << 30U;
    if (packed.size() > std::numeric_limits<uInt>::max())
        return std::nullopt;
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK)
        return std::nullopt;
    std::string input(packed); // zlib's interface takes no const
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    std::string plain;
    std::array<char, std::size_t{64} << 10U> piece{};
    int state = Z_OK;
    while (state == Z_OK && plain.size() < largest) {
        stream.next_out = reinterpret_cast<Bytef*>(piece.data());
        stream.avail_out = static_cast<uInt>(piece.size());
        state = ::inflate(&stream, Z_NO_FLUSH);
        plain.append(piece.data(), piece.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    return state == Z_STREAM_END ? std::optional(std::move(plain)) : std::nullopt;
}

} // namespace perfeng::tools
