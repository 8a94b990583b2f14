#include "perfeng/analysis/merging.hpp"

#include "gate_status.hpp"
#include "merged_metrics.hpp"

#include "perfeng/analysis/gate.hpp"
#include "perfeng/model/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <iterator>

namespace perfeng::analysis {
namespace {

void check_revisions(std::span<const Judgement> parts) {
    for (const auto& part : parts)
        if (part.base.commit != parts.front().base.commit || part.candidate.commit != parts.front().candidate.commit)
            throw Error(fmt::format("the parts compare other revisions: {:.12}..{:.12} and {:.12}..{:.12}",
                                    parts.front().base.commit, parts.front().candidate.commit, part.base.commit,
                                    part.candidate.commit),
                        "give the same --against and --revision to each part");
}

std::string machine_of(const Comparison& comparison, std::size_t part) {
    const auto& host = comparison.environment ? comparison.environment->host : std::string();
    return host.empty() ? fmt::format("part {}", part + 1) : host;
}

std::uint64_t samples_of(const Comparison& comparison) {
    std::uint64_t samples = 0;
    for (const auto& function : comparison.functions)
        samples += function.base_samples + function.candidate_samples;
    return samples;
}

/// One site once, with the most that leaked there.
void add_leaks(std::optional<LeakChange>& leaks, const std::optional<LeakChange>& more) {
    if (!leaks || !more) {
        leaks = leaks ? leaks : more;
        return;
    }
    const auto same = [](const LeakSite& site, const LeakSite& other) {
        return other.function == site.function && other.file == site.file && other.line == site.line;
    };
    for (const auto& site : more->new_sites)
        if (std::ranges::none_of(leaks->new_sites, [&](const LeakSite& other) { return same(site, other); }))
            leaks->new_sites.push_back(site);
    for (const auto& change : more->changed_sites)
        if (std::ranges::none_of(leaks->changed_sites,
                                 [&](const LeakSiteChange& other) { return same(change.site, other.site); }))
            leaks->changed_sites.push_back(change);
}

/// Budgets stand in no comparison: what each part found is kept, the worst of each.
void add_budget_reasons(const std::vector<ComparisonThere>& there, std::vector<Reason>& reasons) {
    for (const auto& [comparison, machine] : there)
        for (const auto& reason : comparison->gate.reasons) {
            if (reason.kind != ReasonKind::budget)
                continue;
            const auto known = std::ranges::find_if(reasons, [&](const Reason& other) {
                return other.kind == ReasonKind::budget && other.subject == reason.subject;
            });
            if (known == reasons.end())
                reasons.push_back(reason);
            else if (known->excess < reason.excess)
                *known = reason;
        }
}

Comparison merged_comparison(const std::vector<ComparisonThere>& there, double alpha, bool strict) {
    const auto most =
        std::ranges::max_element(there, {}, [](const ComparisonThere& one) { return samples_of(*one.comparison); });
    auto merged = *most->comparison;
    merged.metrics = merged_metrics(there, alpha);
    for (const auto& [comparison, machine] : there) {
        add_leaks(merged.leaks, comparison->leaks);
        if (comparison->output_identical && merged.output_identical.value_or(true))
            merged.output_identical = comparison->output_identical;
    }
    merged.environment.reset();
    merged.environment_differs.clear();
    auto reasons = decide(merged, {}, strict, true).reasons;
    add_budget_reasons(there, reasons);
    merged.gate = gate_of_reasons(std::move(reasons), strict);
    return merged;
}

void add_checks(std::vector<Check>& checks, const std::vector<Check>& more) {
    for (const auto& check : more) {
        const auto known = std::ranges::find(checks, check.name, &Check::name);
        if (known == checks.end())
            checks.push_back(check);
        else if (check.status == CheckStatus::failed)
            *known = check;
    }
}

/// That workload in every part that has it; its error where one of them could not measure it.
JudgedWorkload merged_workload(std::span<const Judgement> parts, const std::string& name, double alpha, bool strict) {
    JudgedWorkload merged{name, std::nullopt, ""};
    std::vector<ComparisonThere> there;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto found = std::ranges::find(parts[i].workloads, name, &JudgedWorkload::name);
        if (found == parts[i].workloads.end())
            continue;
        if (found->comparison)
            there.push_back({&*found->comparison, machine_of(*found->comparison, i)});
        else
            merged.error = found->error;
    }
    if (!merged.error.empty())
        return merged;
    merged.comparison = there.size() == 1 ? *there.front().comparison : merged_comparison(there, alpha, strict);
    return merged;
}

/// Of shards "1/3" and "3/3", that "2/3" is missing.
std::vector<Reason> missing_parts(std::span<const Judgement> parts) {
    const auto& one = parts.front().shard;
    const auto slash = one.find('/');
    if (slash == std::string::npos)
        return {};
    std::vector<Reason> missing;
    const auto of = one.substr(slash);
    for (int part = 1; part <= std::atoi(of.c_str() + 1); ++part) {
        const auto shard = std::to_string(part) + of;
        if (std::ranges::find(parts, shard, &Judgement::shard) == parts.end())
            missing.push_back({.kind = ReasonKind::open,
                               .subject = "",
                               .text = "the part " + shard + " is missing: run it, perfeng check --shard " + shard,
                               .failing = false});
    }
    return missing;
}

} // namespace

Judgement merge(std::span<const Judgement> parts, double alpha, bool strict) {
    check_revisions(parts);
    auto merged = parts.front();
    merged.shard.clear();
    merged.workloads.clear();
    merged.checks.clear();
    for (const auto& part : parts) {
        merged.complete = merged.complete && part.complete;
        add_checks(merged.checks, part.checks);
        for (const auto& workload : part.workloads)
            if (std::ranges::find(merged.workloads, workload.name, &JudgedWorkload::name) == merged.workloads.end())
                merged.workloads.push_back(merged_workload(parts, workload.name, alpha, strict));
    }
    auto reasons = decide(merged, strict, true).reasons;
    std::ranges::move(missing_parts(parts), std::back_inserter(reasons));
    merged.gate = gate_of_reasons(std::move(reasons), strict);
    return merged;
}

} // namespace perfeng::analysis
