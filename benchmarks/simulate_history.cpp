// What perfeng history says of simulated series, for docs/statistics.md: how often it tells a change of noise around
// one level, and how often it finds a step at its place. The same everywhere.
#include "simulation.hpp"

#include "perfeng/stats/change_points.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <string_view>
#include <tuple>
#include <vector>

namespace {

using namespace perfeng::stats;
using simulation::Variates;

constexpr int rounds = 2000;

struct Weather {
    std::string_view name;
    double outliers = 0;      ///< share of points that cost 30% more
    bool heavy_tails = false; ///< Student's t with two degrees of freedom
    double memory = 0;        ///< of an autoregressive noise: what a point keeps of the one before
};

constexpr std::array weathers{Weather{"normal"}, Weather{"heavy tails", 0, true}, Weather{"outliers, 1 in 20", 0.05},
                              Weather{"wandering", 0, false, 0.5}};

/// Noise of 1% around 1, and a step before point `at`.
std::vector<double> series(const Weather& weather, std::size_t n, std::size_t at, double step, std::uint64_t seed) {
    Variates variates(seed);
    std::vector<double> values(n);
    double kept = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const auto fresh = weather.heavy_tails ? variates.student2() : variates.normal();
        kept = weather.memory * kept + std::sqrt(1 - weather.memory * weather.memory) * fresh;
        values[i] = std::exp(0.01 * kept) * (i >= at ? 1 + step : 1) * (variates.chance(weather.outliers) ? 1.3 : 1);
    }
    return values;
}

double percent(int count) { return 100.0 * count / rounds; }

void tell_noise(const Weather& weather, double least_change) {
    ChangePointRules rules;
    rules.least_change = least_change;
    fmt::print("| {} | {}% |", weather.name, 100 * least_change);
    for (const std::size_t n : {20U, 50U, 100U, 500U}) {
        int told = 0;
        for (int round = 0; round < rounds; ++round) {
            const auto seed = static_cast<std::uint64_t>(round) + 1;
            told += change_points(series(weather, n, n, 0, seed), rules).empty() ? 0 : 1;
        }
        fmt::print(" {:.3g}% |", percent(told));
    }
    fmt::print("\n");
}

void tell_step(const Weather& weather) {
    fmt::print("| {} |", weather.name);
    for (const auto& [before, after, step] :
         {std::tuple(30U, 30U, 0.02), std::tuple(30U, 30U, 0.05), std::tuple(30U, 3U, 0.05), std::tuple(30U, 5U, 0.05),
          std::tuple(30U, 30U, 0.10)}) {
        int exact = 0;
        int near = 0;
        for (int round = 0; round < rounds; ++round) {
            const auto found = change_points(
                series(weather, before + after, before, step, static_cast<std::uint64_t>(round) + 1000000));
            const auto distance = [&](const ChangePoint& change) {
                return std::abs(static_cast<double>(change.at) - static_cast<double>(before));
            };
            exact += std::ranges::any_of(found, [&](const auto& change) { return distance(change) < 1; }) ? 1 : 0;
            near += std::ranges::any_of(found, [&](const auto& change) { return distance(change) < 3; }) ? 1 : 0;
        }
        fmt::print(" {:.3g}% ({:.3g}%) |", percent(near), percent(exact));
    }
    fmt::print("\n");
}

void tell_speed(std::size_t n) {
    const auto values = series(weathers[0], n, n / 2, 0.05, 1);
    const auto start = std::chrono::steady_clock::now();
    const auto found = change_points(values).size();
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    fmt::print("{} points: {:.0f} ms, {} changes\n", n, took.count(), found);
}

} // namespace

int main() {
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    fmt::print("Series in which a change is told though there is none\n| noise | least change | 20 points | 50 | 100 | "
               "500 |\n");
    for (const double least_change : {0.0, 0.02})
        for (const auto& weather : weathers)
            tell_noise(weather, least_change);
    fmt::print("\nSteps that are found within 2 points (at their place)\n"
               "| noise | 2%, 30 + 30 points | 5%, 30 + 30 | 5%, 30 + 3 | 5%, 30 + 5 | 10%, 30 + 30 |\n");
    for (const auto& weather : weathers)
        tell_step(weather);
    fmt::print("\n");
    for (const std::size_t n : {100U, 1000U, 10000U})
        tell_speed(n);
    return 0;
}
