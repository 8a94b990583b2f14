// Ages the cells of a grid by rules.
#include <cstdint>
#include <cstdio>
#include <functional>
#include <vector>

namespace {

std::uint32_t seed = 29;

std::uint32_t draw(std::uint32_t below) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

std::vector<std::uint32_t> make_cells() {
    std::vector<std::uint32_t> cells(100000);
    for (auto& cell : cells)
        cell = draw(1000);
    return cells;
}

using Rule = std::function<std::uint32_t(std::uint32_t)>;

Rule rule_of(std::uint32_t kind, std::uint32_t step, std::uint64_t salt, std::uint64_t pepper) {
    return [=](std::uint32_t cell) { return cell + kind * step + static_cast<std::uint32_t>(salt ^ pepper); }; // FAULT
}

std::uint32_t aged(std::uint32_t cell, std::uint32_t step) {
    const Rule rule = rule_of(cell % 3, step, cell, step); // FAULT
    return rule(cell); // FAULT
}

} // namespace

int main() {
    auto cells = make_cells();
    for (std::uint32_t step = 0; step < 200; ++step)
        for (auto& cell : cells)
            cell = aged(cell, step); // FAULT
    std::printf("cell %u\n", cells[77]);
}
