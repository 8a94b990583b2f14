// What the sequential test says of known changes on simulated machines, as the Markdown tables of docs/statistics.md.
// The same seeds give the same tables everywhere.
#include "simulation.hpp"

#include "perfeng/stats/sequential.hpp"
#include "perfeng/stats/summary.hpp"

#include <fmt/format.h>

#include <array>
#include <limits>

namespace {

using namespace perfeng;
using namespace perfeng::stats;
namespace simulation = perfeng::stats::simulation;

constexpr int comparisons = 10000;
constexpr std::size_t most_pairs = 100;
constexpr std::array pair_limits{std::size_t{30}, most_pairs};
constexpr std::array alphas{0.05, 0.01};
constexpr std::array thresholds{0.02, 0.03, 0.05};
constexpr std::array true_changes{-0.05, 0.0, 0.01, 0.02, 0.03, 0.05, 0.10};
constexpr std::array noises{simulation::quiet, simulation::drift, simulation::heavy_tails, simulation::bursts,
                            simulation::everything};

struct Outcome {
    Verdict verdict = Verdict::inconclusive;
    std::size_t pairs = 0;
};

// One comparison, stopped at its verdict.
Outcome compare(const simulation::Noise& noise, double change, double threshold, double alpha, std::uint64_t seed) {
    simulation::Machine machine(noise, seed);
    SequentialTest test(threshold, alpha);
    while (test.verdict() == Verdict::inconclusive && test.size() < most_pairs)
        test.add(machine.pair(change));
    return {.verdict = test.verdict(), .pairs = test.size()};
}

std::vector<Outcome> compare_often(const simulation::Noise& noise, double change, double threshold, double alpha) {
    std::vector<Outcome> outcomes;
    for (std::uint64_t seed = 0; seed < comparisons; ++seed)
        outcomes.push_back(compare(noise, change, threshold, alpha, seed));
    return outcomes;
}

bool decided(const Outcome& outcome, std::size_t limit) {
    return outcome.verdict != Verdict::inconclusive && outcome.pairs <= limit;
}

double percent(const std::vector<Outcome>& outcomes, Verdict verdict, std::size_t limit) {
    int count = 0;
    for (const auto& outcome : outcomes)
        count += outcome.verdict == verdict && decided(outcome, limit);
    return 100.0 * count / comparisons;
}

// Over all comparisons; a dash where fewer than half were decided.
std::string median_pairs(const std::vector<Outcome>& outcomes, std::size_t limit) {
    constexpr auto never = std::numeric_limits<double>::max();
    std::vector<double> pairs;
    for (const auto& outcome : outcomes)
        pairs.push_back(decided(outcome, limit) ? static_cast<double>(outcome.pairs) : never);
    const auto middle = median(pairs);
    return middle <= static_cast<double>(limit) ? fmt::format("{:g}", middle) : "-";
}

std::string cell(const std::vector<Outcome>& outcomes, std::size_t limit) {
    return fmt::format("{:.3g} / {:.3g} / {:.3g} ({})", percent(outcomes, Verdict::improved, limit),
                       percent(outcomes, Verdict::unchanged, limit), percent(outcomes, Verdict::regressed, limit),
                       median_pairs(outcomes, limit));
}

std::string header() {
    std::string names = "| threshold | true change |";
    std::string rule = "| --- | --- |";
    for (const auto& noise : noises) {
        names += fmt::format(" {} |", noise.name);
        rule += " --- |";
    }
    return names + "\n" + rule + "\n";
}

// One table for each pair limit.
using Tables = std::array<std::string, pair_limits.size()>;

void add_row(Tables& tables, double threshold, double change, double alpha) {
    for (auto& table : tables)
        table += fmt::format("| {:g}% | {:+g}% |", 100 * threshold, 100 * change);
    for (const auto& noise : noises) {
        const auto outcomes = compare_often(noise, change, threshold, alpha);
        for (std::size_t i = 0; i < tables.size(); ++i)
            tables[i] += fmt::format(" {} |", cell(outcomes, pair_limits[i]));
    }
    for (auto& table : tables)
        table += '\n';
}

void print_tables(double alpha) {
    Tables tables;
    tables.fill(header());
    for (const auto threshold : thresholds)
        for (const auto change : true_changes)
            add_row(tables, threshold, change, alpha);
    for (std::size_t i = 0; i < tables.size(); ++i)
        fmt::print("### alpha {:g}, at most {} pairs\n\n{}\n", alpha, pair_limits[i], tables[i]);
}

} // namespace

int main() {
    for (const auto alpha : alphas)
        print_tables(alpha);
}
