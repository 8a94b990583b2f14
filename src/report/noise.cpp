#include "noise.hpp"

#include "pages.hpp"

#include "perfeng/model/quantity.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <vector>

namespace perfeng::report {
namespace {

constexpr std::array told_of_noise{"cpu_time", "wall_time"};

void add_machine(Facts& facts, const Environment& environment) {
    if (auto words = machine_meanwhile(environment); !words.empty())
        facts.push_back({"machine meanwhile", std::move(words)});
    if (!environment.isolation.empty())
        facts.push_back({"isolation of the trials", fmt::format("{}", fmt::join(environment.isolation, ", "))});
}

template <typename Metrics> void add_floor(Facts& facts, const Metrics& metrics) {
    std::vector<std::string> floors;
    for (const auto* const name : told_of_noise)
        for (const auto& metric : metrics)
            if (metric.name == name && metric.noise_floor)
                floors.push_back(label_of(name) + " " + percent_change(*metric.noise_floor));
    if (!floors.empty())
        facts.push_back({"noise floor",
                         fmt::format("{} of the program against itself, by the same trials", fmt::join(floors, ", "))});
}

} // namespace

std::string machine_meanwhile(const Environment& environment) {
    std::vector<std::string> words;
    if (environment.cores > 0)
        words.push_back(fmt::format("load {:.1f} on {}", environment.load[0],
                                    counted(static_cast<std::uint64_t>(environment.cores), "processor")));
    if (environment.others > 0)
        words.push_back("other programs took " + percent(environment.others));
    if (environment.steal > 0)
        words.push_back("the hypervisor took " + percent(environment.steal));
    if (environment.throttled > 0)
        words.push_back("slowed down for heat " + counted(environment.throttled, "time"));
    if (!environment.governor.empty())
        words.push_back("governor " + environment.governor);
    return fmt::format("{}", fmt::join(words, ", "));
}

Facts noise_of(const Measurement& measurement) {
    Facts facts;
    add_floor(facts, measurement.metrics);
    if (measurement.imported.empty() && !measurement.metrics.empty())
        add_machine(facts, measurement.environment);
    return facts;
}

Facts noise_of(const Comparison& comparison) {
    Facts facts;
    add_floor(facts, comparison.metrics);
    if (comparison.environment && comparison.method == Method::paired)
        add_machine(facts, *comparison.environment);
    return facts;
}

} // namespace perfeng::report
