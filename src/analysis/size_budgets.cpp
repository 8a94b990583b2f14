#include "perfeng/analysis/size_budgets.hpp"

#include "words.hpp"

#include "perfeng/analysis/limits.hpp"
#include "perfeng/analysis/own_code.hpp"
#include "perfeng/model/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

namespace perfeng::analysis {
namespace {

const Metric* metric_named(const std::vector<Metric>& metrics, const std::string& name) {
    const auto found = std::ranges::find(metrics, name, &Metric::name);
    return found == metrics.end() ? nullptr : &*found;
}

std::string title_of_size(const SizeBudget& budget, double size) {
    return budget.name.empty() ? "size " + size_text(size)
                               : fmt::format("size {} ({}, {})", size_text(size), budget.name, budget.sizes.text);
}

std::string median_in_words(const Metric& metric) {
    const auto& summary = metric.summary;
    auto text = fmt::format("median {} over {} trials", quantity(summary.median, metric.unit), summary.n);
    if (summary.ci)
        text += fmt::format(", 95% interval {} to {}", quantity(summary.ci->lo, metric.unit),
                            quantity(summary.ci->hi, metric.unit));
    return text;
}

Finding finding_on(const SizeBudget& budget, double size, const SizeLimit& limit, const char* what) {
    Finding finding;
    finding.rule = "size-budget";
    finding.id = fmt::format("size-budget{}:{}/{}", what, size_text(size), limit.metric);
    finding.evidence = fmt::format("the budget of sizes {}{} is {}", budget.sizes.text,
                                   budget.name.empty() ? "" : " (" + budget.name + ")", limit.text);
    return finding;
}

Finding broken(const SizeBudget& budget, double size, const Metric& metric, const SizeLimit& limit,
               const std::string& bottleneck) {
    auto finding = finding_on(budget, size, limit, "");
    finding.kind = FindingKind::budget;
    finding.confidence = Confidence::high;
    const double times = limit.most > 0 ? metric.summary.median / limit.most : 0;
    const auto excess = times > 10  ? fmt::format(", {:.0f} times", times)
                        : times > 0 ? fmt::format(" by {}", percent(times - 1))
                                    : std::string();
    finding.title = fmt::format("{} at {} is significantly over its budget of {}{}", capitalised(label(metric.name)),
                                title_of_size(budget, size), limit.text, excess);
    finding.evidence = median_in_words(metric) + "; " + finding.evidence;
    if (!bottleneck.empty())
        finding.evidence += "; " + bottleneck;
    finding.change = "Make the hottest place cheaper, or give this size another budget in perfeng.toml";
    return finding;
}

Finding within_noise(const SizeBudget& budget, double size, const Metric& metric, const SizeLimit& limit) {
    auto finding = finding_on(budget, size, limit, "/noise");
    finding.kind = FindingKind::doubt;
    finding.title = fmt::format("{} at {} is over its budget of {}, within its noise", capitalised(label(metric.name)),
                                title_of_size(budget, size), limit.text);
    finding.evidence = median_in_words(metric) + "; " + finding.evidence;
    finding.change = "Measure with more trials (--trials 20), on a machine that does nothing else";
    return finding;
}

Finding under(const SizeBudget& budget, double size, const Metric& metric, const SizeLimit& limit) {
    auto finding = finding_on(budget, size, limit, "/under");
    finding.kind = FindingKind::note;
    finding.title = fmt::format("{} at {} is under its range of {}", capitalised(label(metric.name)),
                                title_of_size(budget, size), limit.text);
    finding.evidence = median_in_words(metric) + "; " + finding.evidence;
    finding.change = "Nothing has to be done; a tighter range in perfeng.toml would hold what was won";
    return finding;
}

Finding unmeasured(const SizeBudget& budget, double size, const SizeLimit& limit) {
    auto finding = finding_on(budget, size, limit, "/not-measured");
    finding.kind = FindingKind::doubt;
    finding.title = fmt::format("{} was not measured at {}: its budget of {} can't be checked",
                                capitalised(label(limit.metric)), title_of_size(budget, size), limit.text);
    finding.change = "Measure it with perfeng baseline --input-size " + size_text(size);
    return finding;
}

} // namespace

SizeLimit parse_size_limit(const std::string& metric, std::string_view text) {
    const auto dash = text.find('-');
    SizeLimit limit{.metric = metric, .least = {}, .most = 0, .text = std::string(text)};
    const auto read = [&](std::string_view part) { return parse_budget(metric + "=" + std::string(part)).limit; };
    if (dash == std::string_view::npos) {
        limit.most = read(text);
        return limit;
    }
    // "1-5s": the first end may leave its unit to the second
    const auto first = text.substr(0, dash);
    const auto second = text.substr(dash + 1);
    limit.most = read(second);
    const bool bare = first.find_first_not_of("0123456789. ") == std::string_view::npos;
    const auto unit = second.substr(std::min(second.find_first_not_of("0123456789. "), second.size()));
    limit.least = read(std::string(first) + (bare ? std::string(unit) : ""));
    if (*limit.least > limit.most)
        throw Error(fmt::format("'{}' is no range of {}: it begins above its end", text, metric),
                    "write the smaller figure first, such as 100ms-500ms");
    return limit;
}

const SizeBudget* budget_of_size(std::span<const SizeBudget> budgets, double size) {
    const auto found =
        std::ranges::find_if(budgets, [&](const SizeBudget& budget) { return budget.sizes.holds(size); });
    return found == budgets.end() ? nullptr : &*found;
}

Standing standing_of(const Metric* metric, const SizeLimit& limit) {
    if (metric == nullptr || !has_figures(metric->summary))
        return Standing::not_measured;
    const auto& summary = metric->summary;
    if (summary.median > limit.most) {
        const auto* const kind = find_metric_kind(metric->name);
        const bool exact = kind != nullptr && kind->deterministic;
        return exact || (summary.ci && summary.ci->lo > limit.most) ? Standing::over : Standing::over_within_noise;
    }
    const bool low = limit.least && (summary.ci ? summary.ci->hi : summary.max) < *limit.least;
    return low ? Standing::under : Standing::within;
}

std::vector<Finding> size_budget_findings(const std::vector<Metric>& metrics, double size, const SizeBudget& budget,
                                          const std::string& bottleneck) {
    std::vector<Finding> findings;
    for (const auto& limit : budget.limits) {
        const auto* const metric = metric_named(metrics, limit.metric);
        switch (standing_of(metric, limit)) {
        case Standing::within:
            break;
        case Standing::over:
            findings.push_back(broken(budget, size, *metric, limit, bottleneck));
            break;
        case Standing::over_within_noise:
            findings.push_back(within_noise(budget, size, *metric, limit));
            break;
        case Standing::under:
            findings.push_back(under(budget, size, *metric, limit));
            break;
        case Standing::not_measured:
            findings.push_back(unmeasured(budget, size, limit));
            break;
        }
    }
    return findings;
}

bool is_suspect(const std::vector<Metric>& metrics, const SizeBudget& budget) {
    return std::ranges::any_of(budget.limits, [&](const SizeLimit& limit) {
        const auto standing = standing_of(metric_named(metrics, limit.metric), limit);
        return standing == Standing::over || standing == Standing::over_within_noise;
    });
}

std::string bottleneck_in_words(const Profile& profile) {
    constexpr std::size_t shown = 3;
    std::string text;
    for (const auto& function : profile.functions | std::views::take(shown)) {
        text +=
            fmt::format("{}{} {}", text.empty() ? "most time in " : ", ", function.name, percent(function.self_share));
        if (!function.file.empty() && is_own_code(function))
            text += fmt::format(" ({}:{})", file_name(function.file), function.line);
    }
    if (!profile.hot_lines.empty()) {
        const auto& line = profile.hot_lines.front();
        text += fmt::format("; hottest line {}:{} in {}, {} with what it calls", line.file, line.line, line.function,
                            percent(line.share));
    }
    return text;
}

} // namespace perfeng::analysis
