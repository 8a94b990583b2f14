// Drops double entries from a list of visitors, keeping the order of their first visit.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <string>
#include <unordered_set>
#include <vector>

namespace {

std::uint32_t seed = 43;

std::uint32_t draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

std::vector<std::string> make_visitors(int visits) {
    std::vector<std::string> visitors;
    for (int i = 0; i < visits; ++i)
        visitors.push_back("visitor-" + std::to_string(draw(1500) * 104729));
    return visitors;
}

std::vector<std::string> without_doubles(const std::vector<std::string>& visitors) {
    std::vector<std::string> unique;
    std::unordered_set<std::string> seen;
    for (const auto& visitor : visitors)
        if (seen.insert(visitor).second)
            unique.push_back(visitor);
    return unique;
}

unsigned long fingerprint(const std::string& text) {
    unsigned long sum = 14695981039346656037u;
    for (int round = 0; round < 150; ++round)
        for (const char c : text)
            sum = (sum ^ static_cast<unsigned char>(c)) * 1099511628211u;
    return sum;
}

} // namespace

int main() {
    std::size_t count = 0;
    unsigned long sum = 0;
    for (int day = 0; day < 40; ++day) {
        const auto unique = without_doubles(make_visitors(9000));
        count += unique.size();
        for (const auto& visitor : unique)
            sum ^= fingerprint(visitor);
    }
    std::printf("%zu visitors, fingerprint %lu\n", count, sum % 1000003);
}
