// Keeps the orders of a market in a book, sorted by price, and values the book after each batch.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <vector>

namespace {

struct Order {
    int price;
    int amount;
    int side; // 1: buy, -1: sell
};

using Book = std::vector<Order>;

std::uint32_t seed = 37;

int draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return static_cast<int>((seed >> 8) % below);
}

void add_batch(Book& book, int orders) {
    for (int i = 0; i < orders; ++i)
        book.push_back({draw(1000) + 1, draw(50) + 1, draw(2) * 2 - 1});
}

void sort_by_price(Book& book) {
    const auto by_price = [](const Order& a, const Order& b) { return a.price < b.price; };
    std::stable_sort(book.begin(), book.end(), by_price);
}

long value_of(const Book& book, int step) {
    long value = 0;
    for (const auto& order : book)
        value += order.side * (order.price / step) * order.amount;
    return value;
}

double risk_of(long value, int steps) {
    double risk = static_cast<double>(value);
    for (int i = 0; i < steps; ++i)
        risk = risk * 0.999 + static_cast<double>(i % 17) / (1.0 + risk * risk * 1e-12);
    return risk;
}

} // namespace

int main() {
    Book book;
    double risk = 0;
    for (int batch = 0; batch < 40; ++batch) {
        add_batch(book, 3000);
        if (batch % 15 == 0)
            sort_by_price(book);
        for (int step = 1; step < 12; ++step)
            risk += risk_of(value_of(book, step), 20000);
    }
    std::printf("%zu orders, risk %.3f\n", book.size(), risk);
}
