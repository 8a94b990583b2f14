// Prices a catalogue: amounts with tax as text, and their total width in a column.
#include <cstdint>
#include <cstdio>
#include <sstream>
#include <string>
#include <vector>

namespace {

std::uint32_t seed = 29;

std::uint32_t draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

std::vector<long> make_prices(int count) {
    std::vector<long> prices;
    for (int i = 0; i < count; ++i)
        prices.push_back(static_cast<long>(draw(2000000)));
    return prices;
}

long with_tax(long cents) {
    long taxed = cents;
    for (int step = 0; step < 30; ++step)
        taxed = (taxed * 1019 + step) / 1013 % 9000000;
    return taxed;
}

std::string format_price(long cents) {
    std::string out = std::to_string(cents / 100);
    out += '.';
    out += static_cast<char>('0' + cents / 10 % 10);
    out += static_cast<char>('0' + cents % 10);
    return out;
}

} // namespace

int main() {
    const auto prices = make_prices(50000);
    std::size_t width = 0;
    unsigned long sum = 0;
    for (int round = 0; round < 20; ++round)
        for (const long price : prices) {
            const auto text = format_price(with_tax(price + round));
            width += text.size();
            for (const char c : text)
                sum = sum * 31 + static_cast<unsigned char>(c);
        }
    std::printf("width %zu, checksum %lu\n", width, sum % 1000003);
}
