// Writes orders as one line of CSV each and prints a checksum of the whole.
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace {

struct Order {
    int number;
    std::string customer;
    int cents;
};

std::uint32_t seed = 17;

std::uint32_t draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

std::vector<Order> make_orders(int count) {
    std::vector<Order> orders;
    for (int i = 0; i < count; ++i)
        orders.push_back({i, "customer " + std::to_string(draw(5000)), static_cast<int>(draw(100000))});
    return orders;
}

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"')
            out += '"';
        out += c;
    }
    out += '"';
    return out;
}

std::string row_of(const Order& order) {
    std::string row = std::to_string(order.number);
    row += ',';
    row += quoted(order.customer);
    row += ',';
    row += std::to_string(order.cents);
    row += '\n';
    return row;
}

std::string to_csv(const std::vector<Order>& orders) {
    std::string csv = "number,customer,cents\n";
    for (const auto& order : orders)
        csv = csv + row_of(order); // FAULT
    return csv;
}

unsigned long checksum(const std::string& text, int rounds) {
    unsigned long sum = 0;
    for (int round = 0; round < rounds; ++round)
        for (const char c : text)
            sum = sum * 131 + static_cast<unsigned char>(c);
    return sum % 1000000007;
}

} // namespace

int main() {
    const auto csv = to_csv(make_orders(40000));
    std::printf("%zu bytes, checksum %lu\n", csv.size(), checksum(csv, 150));
}
