#include "growth_plot.hpp"
#include "pages.hpp"

#include "perfeng/model/quantity.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/report/growth.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace perfeng::report {
namespace {

constexpr double told_self = 0.01; ///< of a function of a library that is worth a row
constexpr auto to_the_right = Align::right;

std::string size_in_words(double size) { return fmt::format("{:.12g}", size); }

Section header_of_growth(const Growth& growth) {
    const auto& workload = growth.workload;
    Facts facts{{"command", code(process::join_words(workload.typed.empty() ? workload.argv : workload.typed))}};
    if (!workload.prepare.empty())
        facts.push_back({"prepare", code(workload.prepare)});
    if (!workload.stdin_path.empty())
        facts.push_back({"stdin", code(workload.stdin_path)});
    facts.push_back({"measured", growth.created + (growth.complete ? "" : ", stopped before the end")});
    if (!growth.counter.empty())
        facts.push_back({"functions", "by " + growth.counter + ", " + growth.counted});
    if (growth.gate.status != "not asked") {
        const auto mark = growth.gate.status == "passed"   ? Mark::good
                          : growth.gate.status == "failed" ? Mark::bad
                                                           : Mark::plain;
        facts.push_back(
            {"gate", Text(growth.gate.status, mark) + fmt::format(", exit status {}", growth.gate.exit_status)});
    }
    return {"", {{"", std::move(facts), false}}};
}

std::string figure_at(const GrowthSize& size, const char* name, bool least) {
    const auto found = std::ranges::find(size.metrics, name, &Metric::name);
    if (found == size.metrics.end())
        return "-";
    return quantity(least ? found->summary.min : found->summary.median, found->unit);
}

std::string counted_at(const Growth& growth, double size) {
    for (const auto& metric : growth.metrics)
        if (metric.name == "instructions")
            for (std::size_t i = 0; i < metric.sizes.size(); ++i)
                if (metric.sizes[i] == size)
                    return count(metric.values[i]);
    return "-";
}

Section sizes_of_growth(const Growth& growth) {
    const bool counts = std::ranges::find(growth.metrics, "instructions", &MetricGrowth::name) != growth.metrics.end();
    Table table{{{"size", to_the_right},
                 {"trials", to_the_right},
                 {"user time, least", to_the_right},
                 {"wall time, least", to_the_right},
                 {"wall time, median", to_the_right},
                 {"peak RSS", to_the_right}},
                {}};
    if (counts)
        table.columns.push_back({"instructions", to_the_right});
    for (const auto& size : growth.sizes) {
        const auto trials = size.metrics.empty() ? 0 : size.metrics.front().summary.n;
        table.rows.push_back({size_in_words(size.size), std::to_string(trials), figure_at(size, "user_time", true),
                              figure_at(size, "wall_time", true), figure_at(size, "wall_time", false),
                              figure_at(size, "peak_rss", true)});
        if (counts)
            table.rows.back().emplace_back(counted_at(growth, size.size));
    }
    return {"Sizes", {{"", std::move(table), false}}};
}

std::string others_possible(const GrowthFit& fit) {
    std::string others;
    for (std::size_t i = 1; i < fit.classes.size(); ++i)
        others += (i == 1 ? "" : ", ") + std::string(to_string(fit.classes[i].growth));
    return others.empty() ? "-" : others;
}

std::string power_of(const GrowthFit& fit) {
    return fit.power ? fmt::format("n^{:.2f} [{:.2f}, {:.2f}]", fit.power->exponent, fit.power->ci.lo, fit.power->ci.hi)
                     : "-";
}

std::string error_of_fit(const GrowthFit& fit) {
    return fit.classes.empty() ? "-" : percent(fit.classes.front().error);
}

Block whole_program_fits(const Growth& growth) {
    Table table{{{"whole program"}, {"grows as"}, {"also possible"}, {"power"}, {"off by", to_the_right}}, {}};
    for (const auto& metric : growth.metrics)
        table.rows.push_back({label_of(metric.name), words_of_fit(metric.fit), others_possible(metric.fit),
                              power_of(metric.fit), error_of_fit(metric.fit)});
    return {"", std::move(table), false};
}

Block function_fits(const Growth& growth, const Style& style) {
    const std::size_t shown = style.verbose ? growth.functions.size() : std::max<std::size_t>(3 * style.top, 15);
    Table table{{{"function, with what it calls"},
                 {"grows as"},
                 {"also possible"},
                 {"power"},
                 {"share", to_the_right},
                 {"self", to_the_right},
                 {"hottest line"}},
                {}};
    for (const auto& function : growth.functions) {
        if (table.rows.size() == shown)
            break;
        if (!style.verbose && !function.own && function.self_share < told_self)
            continue;
        table.rows.push_back(
            {name(function.name), words_of_fit(function.fit), others_possible(function.fit), power_of(function.fit),
             percent(function.share), percent(function.self_share),
             code(place_of(function.hot_file, function.hot_line, function.module, growth.workload.cwd))});
    }
    return {
        fmt::format("Shares are of size {}{}",
                    growth.functions.front().sizes.empty() ? "-" : size_in_words(growth.functions.front().sizes.back()),
                    table.rows.size() < growth.functions.size()
                        ? fmt::format("; {} more functions with --verbose", growth.functions.size() - table.rows.size())
                        : ""),
        std::move(table), false};
}

/// Each reason once, with those that it is for.
Block refusals(const Growth& growth) {
    std::vector<std::pair<std::string, std::vector<std::string>>> reasons;
    const auto add_reason = [&](const std::string& subject, const GrowthFit& fit) {
        if (fit.refused.empty())
            return;
        auto found = std::ranges::find(reasons, fit.refused, [](const auto& reason) { return reason.first; });
        if (found == reasons.end())
            found = reasons.insert(reasons.end(), {fit.refused, {}});
        found->second.push_back(subject);
    };
    for (const auto& metric : growth.metrics)
        add_reason(label_of(metric.name), metric.fit);
    for (const auto& function : growth.functions)
        add_reason(function.name, function.fit);
    List list;
    for (const auto& [reason, subjects] : reasons) {
        constexpr std::size_t named = 4;
        auto who = fmt::format(
            "{}", fmt::join(subjects.begin(),
                            subjects.begin() + static_cast<std::ptrdiff_t>(std::min(subjects.size(), named)), ", "));
        if (subjects.size() > named)
            who += fmt::format(" and {} more", subjects.size() - named);
        list.push_back({Text("not told for " + who + ": " + reason), {}});
    }
    return {"", std::move(list), false};
}

Section fits_of_growth(const Growth& growth, const Style& style) {
    Section section{"Growth", {}};
    if (!growth.metrics.empty())
        section.blocks.push_back(whole_program_fits(growth));
    if (!growth.functions.empty())
        section.blocks.push_back(function_fits(growth, style));
    auto refused = refusals(growth);
    if (!std::get<List>(refused.content).empty())
        section.blocks.push_back(std::move(refused));
    return section;
}

double whole(double value, Unit unit) { return unit == Unit::count ? std::round(value) : value; }

Section predictions_of(const Growth& growth) {
    Section section{"Prediction", {}};
    if (!growth.at)
        return section;
    Table table{{{"at size " + size_in_words(*growth.at)}, {"predicted", to_the_right}, {"95% interval", to_the_right}},
                {}};
    List without;
    for (const auto& metric : growth.metrics) {
        if (const auto& prediction = metric.fit.prediction)
            table.rows.push_back(
                {label_of(metric.name), quantity(whole(prediction->value, metric.unit), metric.unit),
                 quantities({whole(prediction->ci.lo, metric.unit), whole(prediction->ci.hi, metric.unit)},
                            metric.unit)});
        else if (!metric.fit.not_predicted.empty())
            without.push_back({label_of(metric.name) + " not predicted: " + metric.fit.not_predicted, {}});
    }
    if (!table.rows.empty())
        section.blocks.push_back({"", std::move(table), false});
    if (!without.empty())
        section.blocks.push_back({"", std::move(without), false});
    return section;
}

Section plot_of(const Growth& growth, const Style& style) {
    auto plot = growth_plot(series_to_draw(growth), style.width);
    Section section{"Plot", {}};
    if (!plot.empty())
        section.blocks.push_back({"Relative to the smallest size; both scales logarithmic", std::move(plot), false});
    return section;
}

Section notes_of_growth(const Growth& growth) {
    List list;
    for (const auto& finding : growth.findings)
        if (finding.kind == FindingKind::note || finding.kind == FindingKind::doubt)
            list.push_back({prose(finding.title + (finding.evidence.empty() ? "" : ": " + finding.evidence)),
                            {prose(finding.change)}});
    Section section{"Notes and doubts", {}};
    if (!list.empty())
        section.blocks.push_back({"", std::move(list), false});
    return section;
}

} // namespace

Page growth_page(const Growth& growth, const Style& style) {
    Measurement findings; // what the sections of findings are made from
    findings.findings = growth.findings;
    findings.workload = growth.workload;
    Page page{.title = Text("Growth of ") + code(process::join_words(growth.workload.argv)), .sections = {}};
    add(page, header_of_growth(growth));
    add(page, sizes_of_growth(growth));
    add(page, fits_of_growth(growth, style));
    add(page, predictions_of(growth));
    for (auto& section : advice_sections(findings, style))
        add(page, std::move(section));
    add(page, notes_of_growth(growth));
    add(page, plot_of(growth, style));
    add(page, not_measured_section(growth.not_measured));
    return page;
}

} // namespace perfeng::report
