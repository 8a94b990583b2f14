#include "binary_outputs.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace perfeng::analysis {
namespace {

constexpr std::size_t row_bytes = 16;
constexpr std::size_t looked_at = 65536;
constexpr std::size_t column_of_first_byte = 10; // "00000000  "

bool is_printable(char byte) { return byte >= 0x20 && byte < 0x7F; }

/// "00000010  7f 45 4c 46 02 01 01 00  00 00 00 00 00 00 00 00  |.ELF............|", as `hexdump -C` has it.
std::string hex_row(std::string_view content, std::size_t at) {
    const auto bytes = content.substr(at, row_bytes);
    auto row = fmt::format("{:08x}  ", at);
    for (std::size_t i = 0; i < row_bytes; ++i) {
        row += i < bytes.size() ? fmt::format("{:02x} ", static_cast<unsigned char>(bytes[i])) : "   ";
        row += i == row_bytes / 2 - 1 ? " " : "";
    }
    row += " |";
    for (const char byte : bytes)
        row += is_printable(byte) ? byte : '.';
    return row + "|";
}

std::size_t column_of(std::size_t byte) { return column_of_first_byte + 3 * byte + (byte >= row_bytes / 2 ? 1 : 0); }

/// The row at `at`, with the bytes from `first` to `last` marked.
Excerpt row_of(std::string_view content, std::size_t at, std::size_t first, std::size_t last) {
    if (at >= content.size())
        return {.text = {}, .from = 0, .length = 0, .missing = true};
    return {hex_row(content, at), column_of(first), column_of(last) + 2 - column_of(first), false};
}

std::vector<std::string> row_after(std::string_view content, std::size_t at) {
    return at < content.size() ? std::vector{hex_row(content, at)} : std::vector<std::string>{};
}

} // namespace

bool is_binary(std::string_view content) { return content.substr(0, looked_at).find('\0') != std::string_view::npos; }

void compare_bytes(OutputComparison& comparison, std::string_view base, std::string_view candidate) {
    const auto common = std::min(base.size(), candidate.size());
    std::uint64_t differing = std::max(base.size(), candidate.size()) - common;
    auto first = common;
    for (std::size_t i = 0; i < common; ++i)
        if (base[i] != candidate[i]) {
            first = std::min(first, i);
            ++differing;
        }
    const auto row = first / row_bytes * row_bytes;
    auto last = first;
    for (auto i = first; i < std::min(row + row_bytes, std::max(base.size(), candidate.size())); ++i)
        if (i >= common || base[i] != candidate[i])
            last = i;
    FirstDifference difference;
    difference.offset = first;
    if (row >= row_bytes)
        difference.before.push_back(hex_row(base, row - row_bytes));
    difference.base = row_of(base, row, first - row, last - row);
    difference.candidate = row_of(candidate, row, first - row, last - row);
    difference.base_after = row_after(base, row + row_bytes);
    difference.candidate_after = row_after(candidate, row + row_bytes);
    comparison.sameness = Sameness::different;
    comparison.differing_bytes = differing;
    comparison.first = std::move(difference);
}

} // namespace perfeng::analysis
