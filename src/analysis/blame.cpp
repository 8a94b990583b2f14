#include "perfeng/analysis/blame.hpp"

#include "function_rows.hpp"

#include "perfeng/stats/false_discovery.hpp"
#include "perfeng/stats/mean_change.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <tuple>

namespace perfeng::analysis {
namespace {

constexpr std::uint64_t samples_to_test = 10;

using Rows = std::vector<FunctionRow>;

std::vector<FunctionRow> rows_of(const FunctionTimes& base, const FunctionTimes& candidate) {
    std::map<std::string, FunctionRow> by_name;
    const auto row_of = [&](const FunctionTime& time) -> FunctionRow& {
        auto& row = by_name[time.name];
        row.name = time.name;
        row.base.resize(base.samples.size());
        row.candidate.resize(candidate.samples.size());
        row.file = time.file.empty() ? row.file : time.file;
        row.line = time.file.empty() ? row.line : time.line;
        return row;
    };
    for (const auto& time : base.functions) {
        auto& row = row_of(time);
        row.base = time.shares;
        row.base_samples = time.samples;
    }
    for (const auto& time : candidate.functions) {
        auto& row = row_of(time);
        row.candidate = time.shares;
        row.candidate_samples = time.samples;
    }
    Rows rows;
    for (auto& [name, row] : by_name)
        rows.push_back(std::move(row));
    return rows;
}

std::uint64_t all_samples_of(const FunctionTimes& times) {
    return std::accumulate(times.samples.begin(), times.samples.end(), std::uint64_t{0});
}

/// A share is known no better than its number of samples allows; one without samples as if it had one.
double counting_error(double share, std::uint64_t samples) {
    if (samples == 0)
        return 0; // counted, not sampled
    const auto n = static_cast<double>(samples);
    return std::sqrt(std::max(share * (1 - share), 1 / n) / n);
}

stats::Mean cost_of(const std::vector<double>& shares, std::uint64_t samples, double whole, double whole_error) {
    const auto share = stats::mean_of(shares, counting_error(mean_share(shares), samples));
    return {share.value * whole, std::hypot(share.error, share.value * whole_error) * whole, share.freedom};
}

struct Judged {
    FunctionChange change;
    double p_value = 1;
};

class Blaming {
public:
    Blaming(const FunctionTimes& base, const FunctionTimes& candidate, const WholeCosts& whole, double margin)
        : whole_(whole), margin_(margin), base_samples_(all_samples_of(base)),
          candidate_samples_(all_samples_of(candidate)) {}

    [[nodiscard]] Judged judge(const FunctionRow& row) const {
        const auto base = cost_of(row.base, base_samples_, whole_.base, 0);
        const auto candidate = cost_of(row.candidate, candidate_samples_, whole_.candidate, whole_.error);
        const auto tested = stats::change_of_means(base, candidate, margin_ * whole_.base);
        Judged judged;
        auto& change = judged.change;
        change.name = row.name;
        change.base_self = mean_share(row.base);
        change.candidate_self = mean_share(row.candidate);
        change.base_samples = row.base_samples;
        change.candidate_samples = row.candidate_samples;
        change.file = row.file;
        change.line = row.line;
        change.base_cost = base.value;
        change.candidate_cost = candidate.value;
        change.cost_ci = tested.ci;
        change.change = tested.change / whole_.base;
        change.ci = Interval{tested.ci.lo / whole_.base, tested.ci.hi / whole_.base};
        change.moved = row.moved;
        const bool testable = base_samples_ == 0 || change.base_samples + change.candidate_samples >= samples_to_test;
        judged.p_value = testable ? tested.p_value : 1;
        return judged;
    }

private:
    const WholeCosts& whole_;
    double margin_;
    std::uint64_t base_samples_;
    std::uint64_t candidate_samples_;
};

std::vector<FunctionChange> tested(const Rows& rows, const Blaming& blaming) {
    std::vector<FunctionChange> changes;
    std::vector<double> p_values;
    for (const auto& row : rows) {
        auto judged = blaming.judge(row);
        changes.push_back(std::move(judged.change));
        p_values.push_back(judged.p_value);
    }
    const auto discovered = stats::benjamini_hochberg(p_values);
    for (std::size_t i = 0; i < changes.size(); ++i)
        changes[i].significant = discovered[i];
    std::ranges::stable_sort(changes, [](const FunctionChange& a, const FunctionChange& b) {
        return std::tuple(a.significant, std::abs(a.change)) > std::tuple(b.significant, std::abs(b.change));
    });
    return changes;
}

double change_between(const std::vector<double>& base, const std::vector<double>& candidate, const WholeCosts& whole) {
    return mean_share(candidate) * whole.candidate - mean_share(base) * whole.base;
}

} // namespace

Callers callers_in(const Profile& profile) {
    Callers callers;
    for (const auto& stack : profile.stacks)
        for (std::size_t i = 1; i < stack.frames.size(); ++i) {
            const auto& callee = profile.frames[stack.frames[i - 1]].name;
            const auto& caller = profile.frames[stack.frames[i]].name;
            if (callee != caller)
                callers[callee].insert(caller);
        }
    return callers;
}

Blame blame_functions(const FunctionTimes& base, const FunctionTimes& candidate, const WholeCosts& whole,
                      const Callers& base_callers, const Callers& candidate_callers, double margin) {
    if (base.samples.size() < 2 || candidate.samples.size() < 2)
        throw std::invalid_argument("blame_functions: one execution has no spread");
    auto rows = rows_of(base, candidate);
    join_moved(rows, whole, base_callers, candidate_callers, margin);
    Blame blame;
    blame.functions = tested(rows, Blaming(base, candidate, whole, margin));
    auto& ledger = blame.ledger;
    ledger.unit = whole.unit;
    ledger.base = whole.base;
    ledger.candidate = whole.candidate;
    ledger.repeats = base.samples.size();
    for (const auto& function : blame.functions) {
        auto& entry = function.significant      ? ledger.functions
                      : !function.moved.empty() ? ledger.moved
                                                : ledger.within_noise;
        entry += function.candidate_cost - function.base_cost;
    }
    ledger.within_noise += change_between(base.others, candidate.others, whole);
    ledger.unattributed = change_between(base.unknown, candidate.unknown, whole);
    return blame;
}

} // namespace perfeng::analysis
