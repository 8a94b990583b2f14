#if defined(PERFENG_POSTGRESQL)
#include "postgresql_values.hpp"

#include "storable_text.hpp"

#include <bit>
#include <limits>

namespace perfeng::store {
namespace {

// pg_type.dat
constexpr Oid bytea_type = 17;
constexpr Oid int8_type = 20;
constexpr Oid text_type = 25;
constexpr Oid float8_type = 701;
constexpr Oid float8_array_type = 1022;

template <typename Word> std::string big_endian(Word word) {
    std::string bytes;
    for (int shift = 8 * (static_cast<int>(sizeof word) - 1); shift >= 0; shift -= 8)
        bytes += static_cast<char>((word >> static_cast<unsigned>(shift)) & 0xffU);
    return bytes;
}

std::uint64_t word_of(std::string_view bytes) {
    std::uint64_t word = 0;
    for (const char byte : bytes)
        word = (word << 8U) | static_cast<unsigned char>(byte);
    return word;
}

std::string array_of(const std::vector<double>& numbers) {
    const auto word = [](std::size_t number) { return big_endian(static_cast<std::uint32_t>(number)); };
    auto bytes = word(numbers.empty() ? 0 : 1) + word(0) + word(float8_type);
    if (!numbers.empty())
        bytes += word(numbers.size()) + word(1);
    for (const auto number : numbers)
        bytes += word(sizeof number) + big_endian(std::bit_cast<std::uint64_t>(
                                           std::isfinite(number) ? number : std::numeric_limits<double>::quiet_NaN()));
    return bytes;
}

struct Encoding {
    // The type of a null does not matter to a column of numbers, the only one that has any.
    Parameter operator()(std::monostate) const { return {.type = float8_type, .content = std::nullopt}; }
    Parameter operator()(std::int64_t number) const {
        return {.type = int8_type, .content = big_endian(static_cast<std::uint64_t>(number))};
    }
    Parameter operator()(double number) const {
        return {.type = float8_type, .content = big_endian(std::bit_cast<std::uint64_t>(number))};
    }
    Parameter operator()(const std::string& text) const { return {.type = text_type, .content = storable_text(text)}; }
    Parameter operator()(const std::vector<double>& numbers) const {
        return {.type = float8_array_type, .content = array_of(numbers)};
    }
    Parameter operator()(const Bytes& bytes) const { return {.type = bytea_type, .content = bytes.content}; }
};

} // namespace

Parameter parameter_of(const Value& value) { return std::visit(Encoding(), value); }

std::int64_t read_integer(std::string_view bytes) { // int4 or int8
    const auto word = word_of(bytes);
    return bytes.size() == sizeof(std::int32_t) ? static_cast<std::int32_t>(word) : static_cast<std::int64_t>(word);
}

double read_number(std::string_view bytes) { return std::bit_cast<double>(word_of(bytes)); }

std::vector<double> read_numbers(std::string_view bytes) {
    constexpr std::size_t head = 20;
    constexpr std::size_t element = 4 + sizeof(double);
    std::vector<double> numbers;
    for (auto at = head; at + element <= bytes.size(); at += element)
        numbers.push_back(read_number(bytes.substr(at + 4, sizeof(double))));
    return numbers;
}

} // namespace perfeng::store
#endif
