// Prints an inventory as a table, a line an item.
#include <cstdint>
#include <iomanip>
#include <iostream>
#include <string>
#include <vector>

namespace {

struct Item {
    std::string name;
    int stock;
    long cents;
};

std::uint32_t seed = 5;

std::uint32_t draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

std::vector<Item> make_inventory(int items) {
    const char* kinds[] = {"bolt", "nut", "washer", "bracket", "hinge"};
    std::vector<Item> inventory;
    for (int i = 0; i < items; ++i)
        inventory.push_back({std::string(kinds[draw(5)]) + "-" + std::to_string(i), static_cast<int>(draw(500)),
                             static_cast<long>(draw(100000))});
    return inventory;
}

long value_of(const Item& item) {
    return item.stock * item.cents;
}

void print_item(std::ostream& out, const Item& item) {
    out << std::setw(16) << item.name << ' ' << std::setw(6) << item.stock << ' ' << std::setw(8) << item.cents / 100
        << '.' << item.cents % 100 / 10 << item.cents % 10 << '\n';
}

} // namespace

int main() {
    const auto inventory = make_inventory(40000);
    long total = 0;
    for (int copy = 0; copy < 12; ++copy)
        for (const auto& item : inventory) {
            print_item(std::cout, item);
            total += value_of(item);
        }
    std::cout << "total " << total << '\n';
}
