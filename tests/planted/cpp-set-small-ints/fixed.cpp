// Walks a network from each of its stations and counts what can be reached.
#include <cstdint>
#include <cstdio>
#include <vector>

namespace {

using Network = std::vector<std::vector<int>>;

std::uint32_t seed = 71;

int draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return static_cast<int>((seed >> 8) % below);
}

Network make_network(int stations, int links) {
    Network network(static_cast<std::size_t>(stations));
    for (int i = 0; i < links; ++i)
        network[static_cast<std::size_t>(draw(static_cast<std::uint32_t>(stations)))].push_back(
            draw(static_cast<std::uint32_t>(stations)));
    return network;
}

std::size_t count_reachable(const Network& network, int start) {
    std::vector<bool> seen(network.size());
    std::vector<int> open{start};
    seen[static_cast<std::size_t>(start)] = true;
    std::size_t count = 1;
    while (!open.empty()) {
        const int station = open.back();
        open.pop_back();
        for (const int next : network[static_cast<std::size_t>(station)])
            if (!seen[static_cast<std::size_t>(next)]) {
                seen[static_cast<std::size_t>(next)] = true;
                ++count;
                open.push_back(next);
            }
    }
    return count;
}

long weight_of(const Network& network, int rounds) {
    long weight = 0;
    for (int round = 0; round < rounds; ++round)
        for (const auto& links : network)
            for (const int next : links)
                weight = (weight * 7 + next) % 1000003;
    return weight;
}

} // namespace

int main() {
    const auto network = make_network(2000, 4200);
    std::size_t reachable = 0;
    for (int start = 0; start < 1999; ++start)
        reachable += count_reachable(network, start);
    std::printf("reachable %zu, weight %ld\n", reachable, weight_of(network, 5000));
}
