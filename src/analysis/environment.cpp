#include "perfeng/analysis/environment.hpp"

#include "words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>
#include <sstream>

namespace perfeng::analysis {
namespace {

struct Field {
    std::string_view name;
    std::string Environment::* value;
    bool of_the_machine; ///< part of what makes times comparable
    bool of_counts;      ///< part of what makes counts of instructions comparable
};

constexpr Field fields[] = {
    {"host", &Environment::host, false, false},
    {"operating system", &Environment::os, false, false},
    {"kernel", &Environment::kernel, true, false},
    {"architecture", &Environment::architecture, true, true},
    {"CPU model", &Environment::cpu_model, true, true},
    {"frequency governor", &Environment::governor, false, false},
    {"virtualisation", &Environment::virtualisation, false, false},
    {"libc", &Environment::libc, true, true},
    {"perfeng", &Environment::perfeng_version, false, false},
};

std::string known(const std::string& value) { return value.empty() ? "unknown" : value; }

std::string difference(std::string_view name, const std::string& base, const std::string& candidate) {
    return fmt::format("{}: {} against {}", name, known(base), known(candidate));
}

std::set<std::string> words_of(const std::string& text) {
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), {}};
}

/// "only SIDE has a b c", at most eight of them; empty where `these` has none of its own.
std::string own_flags(std::string_view side, const std::set<std::string>& these, const std::set<std::string>& others) {
    constexpr std::size_t shown = 8;
    std::vector<std::string> own;
    std::ranges::set_difference(these, others, std::back_inserter(own));
    if (own.empty())
        return {};
    std::string text = fmt::format("only the {} has", side);
    for (std::size_t i = 0; i < std::min(shown, own.size()); ++i)
        text += " " + own[i];
    return own.size() > shown ? text + fmt::format(" and {} more", own.size() - shown) : text;
}

std::string flag_difference(const Environment& base, const Environment& candidate) {
    if (base.cpu_flags.empty() || candidate.cpu_flags.empty())
        return difference("CPU flags", base.cpu_flags.empty() ? "" : "known",
                          candidate.cpu_flags.empty() ? "" : "known");
    const auto left = words_of(base.cpu_flags);
    const auto right = words_of(candidate.cpu_flags);
    const auto of_base = own_flags("baseline", left, right);
    const auto of_candidate = own_flags("candidate", right, left);
    return "CPU flags: " + of_base + (of_base.empty() || of_candidate.empty() ? "" : "; ") + of_candidate;
}

/// The order of flags means nothing.
bool same_flags(const Environment& base, const Environment& candidate) {
    return base.cpu_flags == candidate.cpu_flags || words_of(base.cpu_flags) == words_of(candidate.cpu_flags);
}

bool same_memory(const Environment& base, const Environment& candidate) {
    const auto left = static_cast<double>(base.memory);
    const auto right = static_cast<double>(candidate.memory);
    return std::abs(left - right) <= 0.01 * std::max(left, right);
}

bool load_differs(const Environment& base, const Environment& candidate) {
    const auto cores = std::max(base.cores, candidate.cores);
    return cores > 0 && std::abs(base.load[0] - candidate.load[0]) > cores / 2.0;
}

std::string cores(const Environment& environment) {
    return environment.cores > 0 ? std::to_string(environment.cores) : "";
}

std::string memory(const Environment& environment) {
    return environment.memory > 0 ? quantity(static_cast<double>(environment.memory), Unit::bytes) : "";
}

std::string isolation(const Environment& environment) {
    return environment.isolation.empty() ? "none" : fmt::format("{}", fmt::join(environment.isolation, ", "));
}

void add_tool_differences(const Environment& base, const Environment& candidate, std::vector<std::string>& to) {
    for (const auto& [tool, version] : base.tools)
        if (const auto other = candidate.tools.find(tool); other != candidate.tools.end() && other->second != version)
            to.push_back(difference(tool, version, other->second));
}

} // namespace

std::vector<std::string> environment_differences(const Environment& base, const Environment& candidate) {
    std::vector<std::string> differences;
    if (!knows_machine(base) && !knows_machine(candidate))
        return {"machines: unknown on both sides"};
    for (const auto& [name, value, of_the_machine, of_counts] : fields)
        if (base.*value != candidate.*value)
            differences.push_back(difference(name, base.*value, candidate.*value));
    if (!same_flags(base, candidate))
        differences.push_back(flag_difference(base, candidate));
    if (base.cores != candidate.cores)
        differences.push_back(difference("processors", cores(base), cores(candidate)));
    if (!same_memory(base, candidate))
        differences.push_back(difference("memory", memory(base), memory(candidate)));
    if (load_differs(base, candidate))
        differences.push_back(fmt::format("load: {:.1f} against {:.1f} on {} processors", base.load[0],
                                          candidate.load[0], std::max(base.cores, candidate.cores)));
    if (base.isolation != candidate.isolation)
        differences.push_back(difference("isolation of the trials", isolation(base), isolation(candidate)));
    add_tool_differences(base, candidate, differences);
    return differences;
}

std::vector<std::string> counting_differences(const Environment& base, const Environment& candidate) {
    std::vector<std::string> differences;
    for (const auto& field : fields)
        if (field.of_counts && base.*field.value != candidate.*field.value)
            differences.push_back(difference(field.name, base.*field.value, candidate.*field.value));
    if (!same_flags(base, candidate))
        differences.push_back(flag_difference(base, candidate));
    return differences;
}

bool knows_machine(const Environment& environment) {
    return !environment.host.empty() || !environment.kernel.empty() || !environment.cpu_model.empty();
}

bool same_machine(const Environment& base, const Environment& candidate) {
    const auto same = [&](const Field& field) {
        return !field.of_the_machine || base.*field.value == candidate.*field.value;
    };
    return knows_machine(base) && knows_machine(candidate) && std::ranges::all_of(fields, same) &&
           same_flags(base, candidate) && base.cores == candidate.cores && same_memory(base, candidate);
}

} // namespace perfeng::analysis
