// Sums up the amounts of a form, where many fields hold words instead of numbers.
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

std::uint32_t seed = 53;

std::uint32_t draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

std::vector<std::string> make_fields(int count) {
    std::vector<std::string> fields;
    for (int i = 0; i < count; ++i)
        fields.push_back(draw(4) == 0 ? std::string("n/a") : std::to_string(draw(100000)));
    return fields;
}

long parse_amount(const std::string& field) {
    long value = 0;
    const auto end = field.data() + field.size();
    if (std::from_chars(field.data(), end, value).ptr != end)
        throw std::invalid_argument("no number"); // FAULT
    return value;
}

long amount_or_zero(const std::string& field) {
    try {
        return parse_amount(field); // FAULT
    } catch (const std::invalid_argument&) { // FAULT
        return 0;
    }
}

long interest(long cents, int years) {
    for (int year = 0; year < years; ++year)
        cents += cents * (17 + year % 5) / 1000;
    return cents % 1000003;
}

} // namespace

int main() {
    const auto fields = make_fields(60000);
    long total = 0;
    for (int round = 0; round < 30; ++round)
        for (const auto& field : fields)
            total += interest(amount_or_zero(field) + round, 40);
    std::printf("total %ld\n", total);
}
