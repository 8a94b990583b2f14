#include "pages.hpp"

#include "perfeng/analysis/hotspots.hpp"
#include "perfeng/analysis/own_code.hpp"
#include "perfeng/model/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>

namespace perfeng::report {
namespace {

using Functions = std::vector<const FunctionCost*>;

constexpr double floor_share = 0.05;
constexpr std::size_t paths_shown = 3;

std::string source_of(const Profile& profile) {
    auto text = fmt::format("{}, {}", profile.tool, profile.event);
    if (profile.frequency > 0)
        text += fmt::format(" at {} Hz", count(profile.frequency));
    return profile.call_graph.empty() ? text : fmt::format("{}, {} call graphs", text, profile.call_graph);
}

std::string samples_of(const Profile& profile) {
    auto text = count(static_cast<double>(profile.samples));
    if (profile.weight > 0)
        text += fmt::format(", {} in all", quantity(profile.weight, profile.unit));
    const auto all = static_cast<double>(profile.samples + profile.lost);
    return profile.lost == 0 ? text + ", none lost"
                             : fmt::format("{}, {} lost ({})", text, count(static_cast<double>(profile.lost)),
                                           percent(static_cast<double>(profile.lost) / all));
}

std::string stacks_of(const Profile& profile) {
    const auto& quality = profile.quality;
    auto text = percent(quality.rooted_share) + " reach a thread's start";
    if (quality.capped_share > 0)
        text += fmt::format("; {} are cut at the recorder's depth limit of {}", percent(quality.capped_share),
                            profile.depth_cap);
    if (quality.empty_share > 0)
        text += fmt::format("; {} came without a call chain", percent(quality.empty_share));
    return text;
}

std::string unknown_of(const ProfileQuality& quality) {
    std::vector<std::string> modules;
    for (const auto& [module, share] : quality.unknown_by_module)
        if (!module.empty())
            modules.push_back(fmt::format("{} {}", place_of("", 0, module, ""), percent(share)));
    auto text = percent(quality.unknown_share) + " in functions without a name";
    return modules.empty() ? text : fmt::format("{} ({})", text, fmt::join(modules, ", "));
}

Facts facts_of(const Profile& profile) {
    if (profile.samples == 0)
        return {{"profile", source_of(profile)}, {"counted", quantity(profile.weight, profile.unit)}};
    const auto kernel = profile.quality.kernel_share;
    Facts facts{{"profile", source_of(profile)},
                {"samples", samples_of(profile)},
                {"split", fmt::format("user {}, kernel {}", percent(1 - kernel), percent(kernel))},
                {"stacks", stacks_of(profile)}};
    if (profile.quality.unknown_share > 0)
        facts.push_back({"unknown", unknown_of(profile.quality)});
    return facts;
}

/// A function's self or total, in samples, or in the profile's unit for a tool that counts.
std::string amount_of(const Profile& profile, double weight, std::uint64_t samples) {
    return profile.samples > 0 ? count(static_cast<double>(samples)) : quantity(weight, profile.unit);
}

Table table_of(const Profile& profile, const Functions& functions, bool by_total, const std::string& cwd) {
    const std::string amount = profile.samples > 0 ? "samples" : profile.event;
    Table table{{{"self", Align::right}, {"total", Align::right}, {amount, Align::right}, {"function"}, {"where"}}, {}};
    for (const auto* const function : functions) {
        auto where = place_of(function->file, function->line, function->module, cwd);
        if (function->inlined)
            where += where.empty() ? "(inlined)" : " (inlined)";
        table.rows.push_back({percent(function->self_share), percent(function->total_share),
                              by_total ? amount_of(profile, function->total, function->total_samples)
                                       : amount_of(profile, function->self, function->self_samples),
                              name(function->name), code(where)});
    }
    return table;
}

/// The first `top` functions with the most self or total, without those that have none.
Functions ranked(const Profile& profile, double FunctionCost::* cost, std::size_t top) {
    Functions functions;
    for (const auto& function : profile.functions)
        if (function.*cost > 0)
            functions.push_back(&function);
    std::ranges::stable_sort(functions, std::ranges::greater{}, [&](const auto* each) { return each->*cost; });
    functions.resize(std::min(functions.size(), top));
    return functions;
}

Functions without(const Functions& functions, const Functions& told, const Functions& also_told) {
    Functions rest;
    std::ranges::copy_if(functions, std::back_inserter(rest), [&](const auto* each) {
        return std::ranges::find(told, each) == told.end() && std::ranges::find(also_told, each) == also_told.end();
    });
    return rest;
}

/// What nearly everything passes through, such as main and what calls it, says nothing of where time goes.
bool passes_everything_on(const FunctionCost& function) {
    return function.total_share > 0.95 && function.self_share < 0.01;
}

Functions telling(Functions functions) {
    std::erase_if(functions, [](const auto* each) { return passes_everything_on(*each); });
    return functions;
}

/// Of the functions that only pass on what others spend, those of the user's own code.
Functions worth_telling(const Functions& functions) {
    Functions chosen;
    std::ranges::copy_if(functions, std::back_inserter(chosen), [&](const auto* each) {
        return each->self_share >= floor_share || analysis::is_own_code(*each);
    });
    std::ranges::stable_sort(chosen, std::ranges::greater{}, [](const auto* each) { return each->total; });
    return chosen;
}

Block others_of(const Measurement& measurement, const Functions& rest, const Style& style, const std::string& cwd) {
    const auto shown = style.verbose ? rest : worth_telling(rest);
    auto heading = std::string("others with 5% or more");
    if (shown.size() < rest.size())
        heading += fmt::format(" ({} of libraries that only pass on what others spend: --verbose)",
                               counted(rest.size() - shown.size(), "function"));
    if (shown.empty())
        return {"", List{{heading, {}}}, false};
    return {heading, table_of(*measurement.profile, shown, true, cwd), true};
}

/// Root to leaf; of a very deep path the ends, with the number of what lies between.
Text path_text(const Profile& profile, const std::vector<std::uint32_t>& frames, bool whole) {
    constexpr std::size_t ends = 12;
    Text text;
    for (std::size_t at = 0; at < frames.size(); ++at) {
        if (at > 0)
            text += " -> ";
        if (!whole && frames.size() > 2 * ends && at == ends) {
            at = frames.size() - ends;
            text += fmt::format("({} between) -> ", counted(frames.size() - 2 * ends, "frame"));
        }
        text += name(profile.frames.at(frames[at]).name);
    }
    return frames.empty() ? Text("(no call chain)") : text;
}

List paths_of(const Profile& profile, const Style& style) {
    List items;
    for (const auto& path : analysis::hottest_paths(profile, paths_shown))
        items.push_back(
            {fmt::format("{} of all, {}", percent(path.share),
                         path.samples > 0 ? counted(path.samples, "sample") : quantity(path.weight, profile.unit)),
             {path_text(profile, path.frames, style.verbose)}});
    return items;
}

Item no_profile(const Measurement& measurement) {
    if (!measurement.not_measured.empty())
        return {"no profile was recorded", {"the reason and what mends it stand under 'not measured'"}};
    return {"no profile was recorded", {Text("do: ") + code("perfeng baseline --passes cpu -- CMD")}};
}

void describe(const Measurement& measurement, const Style& style, Section& section) {
    const auto& profile = *measurement.profile;
    const auto& cwd = measurement.workload.cwd;
    const auto top = style.verbose ? std::numeric_limits<std::size_t>::max() : style.top;
    const auto by_self = ranked(profile, &FunctionCost::self, top);
    auto by_total = telling(ranked(profile, &FunctionCost::total, std::numeric_limits<std::size_t>::max()));
    by_total.resize(std::min(by_total.size(), top));
    const auto talked_about = analysis::bottlenecks(profile, style.top, floor_share);
    section.blocks.push_back({"most self (on top of the stack)", table_of(profile, by_self, false, cwd), false});
    section.blocks.push_back({"most total (anywhere in the stack; without main and the like, which pass everything on)",
                              table_of(profile, by_total, true, cwd), false});
    if (const auto rest = telling(without(talked_about, by_self, by_total)); !rest.empty())
        section.blocks.push_back(others_of(measurement, rest, style, cwd));
    if (auto paths = paths_of(profile, style); !paths.empty())
        section.blocks.push_back({"hottest call paths (root to leaf, recursion folded)", std::move(paths), false});
    for (auto& block : place_blocks(measurement))
        section.blocks.push_back(std::move(block));
}

} // namespace

Section bottlenecks_section(const Measurement& measurement, const Style& style) {
    Section section{"Bottlenecks", {}};
    const auto& profile = measurement.profile;
    if (!profile) {
        section.blocks.push_back({"", List{no_profile(measurement)}, false});
        return section;
    }
    section.blocks.push_back({"", facts_of(*profile), false});
    if (profile->functions.empty())
        section.blocks.push_back({"",
                                  List{{"the profile holds no functions: nothing can be said about where time goes",
                                        {"do: give the program more work (a larger input), then measure again"}}},
                                  false});
    else
        describe(measurement, style, section);
    if (auto notes = findings_where(measurement, concerns_functions); !notes.empty())
        section.blocks.push_back({"notes", std::move(notes), false});
    return section;
}

} // namespace perfeng::report
