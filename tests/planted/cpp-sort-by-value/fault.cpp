// Sorts the lines of a phone book by name and prints who is in the middle.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

namespace {

struct Entry {
    std::string name;
    std::string street;
    int number;
};

std::uint32_t seed = 47;

std::uint32_t draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

std::string make_name() {
    std::string name;
    for (int i = 0; i < 18; ++i)
        name.push_back(static_cast<char>('a' + draw(i < 2 ? 4 : 26)));
    return name;
}

std::vector<Entry> make_book(int entries) {
    std::vector<Entry> book;
    for (int i = 0; i < entries; ++i)
        book.push_back({make_name(), "street of " + make_name(), static_cast<int>(draw(900000))});
    return book;
}

void sort_by_name(std::vector<Entry>& book) {
    std::sort(book.begin(), book.end(), [](Entry a, Entry b) { return a.name < b.name; }); // FAULT
}

unsigned long digest(const std::vector<Entry>& book) {
    unsigned long sum = 0;
    for (const auto& entry : book)
        for (const char c : entry.name + entry.street)
            sum = sum * 131 + static_cast<unsigned char>(c);
    return sum;
}

} // namespace

int main() {
    unsigned long sum = 0;
    std::string middle;
    for (int town = 0; town < 14; ++town) {
        auto book = make_book(20000);
        sum += digest(book);
        sort_by_name(book);
        sum += digest(book);
        middle = book[book.size() / 2].name;
    }
    std::printf("middle %s, digest %lu\n", middle.c_str(), sum % 1000003);
}
