// Follows the prices of a market: the latest of each stock are kept, and their mean is looked at now and then.
#include <cstdint>
#include <cstdio>
#include <list>
#include <vector>

namespace {

struct Price {
    int cents;
    int amount;
};

using Latest = std::list<Price>;

std::uint32_t seed = 37;

int draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return static_cast<int>((seed >> 8) % below);
}

void note_price(Latest& latest, const Price& price) {
    latest.push_back(price); // FAULT
    if (latest.size() > 20)
        latest.pop_front(); // FAULT
}

double mean_of(const Latest& latest) {
    double sum = 0;
    double amount = 0;
    for (const auto& price : latest) {
        sum += static_cast<double>(price.cents) * price.amount;
        amount += price.amount;
    }
    return sum / amount;
}

double smooth(double value, int steps) {
    double smoothed = value;
    for (int i = 0; i < steps; ++i)
        smoothed = smoothed * 0.9 + value / (1.0 + i);
    return smoothed;
}

} // namespace

int main() {
    std::vector<Latest> stocks(50);
    double total = 0;
    for (int tick = 0; tick < 30000000; ++tick) {
        auto& latest = stocks[static_cast<std::size_t>(draw(50))];
        note_price(latest, {draw(10000) + 1, draw(100) + 1});
        if (tick % 64 == 0)
            total += smooth(mean_of(latest), 60);
    }
    std::printf("total %.3f\n", total);
}
