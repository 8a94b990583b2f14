// Counts, batch by batch, how many distinct customers ordered something.
#include <cstdint>
#include <cstdio>
#include <unordered_set>
#include <vector>

namespace {

std::uint32_t seed = 67;

std::uint32_t draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

std::vector<int> make_batch(std::size_t orders) {
    std::vector<int> batch(orders);
    for (auto& customer : batch)
        customer = static_cast<int>(draw(1u << 22));
    return batch;
}

std::size_t distinct_customers(const std::vector<int>& batch) {
    std::unordered_set<int> customers;
    customers.reserve(batch.size());
    for (const int customer : batch)
        customers.insert(customer);
    return customers.size();
}

long spread(const std::vector<int>& batch) {
    long sum = 0;
    for (std::size_t i = 1; i < batch.size(); ++i)
        sum += batch[i] > batch[i - 1] ? batch[i] - batch[i - 1] : batch[i - 1] - batch[i];
    return sum % 1000003;
}

} // namespace

int main() {
    std::size_t distinct = 0;
    long sum = 0;
    for (int day = 0; day < 2500; ++day) {
        const auto batch = make_batch(5000);
        distinct += distinct_customers(batch);
        sum += spread(batch);
    }
    std::printf("%zu distinct, spread %ld\n", distinct, sum);
}
