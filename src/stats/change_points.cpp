#include "perfeng/stats/change_points.hpp"

#include "check.hpp"
#include "energy_split.hpp"

#include "perfeng/stats/summary.hpp"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <set>

namespace perfeng::stats {
namespace {

constexpr double first_pass = 10; // times alpha
constexpr double outlying = 4;    // standard deviations
constexpr double few_values = 40; // over their number: more of them, as few values tell their deviation badly
constexpr double exact = 1e-12;   // of the largest value: what sums of equal values differ by

std::vector<double> scaled(std::span<const double> values) {
    std::vector<double> result(values.begin(), values.end());
    if (std::ranges::all_of(values, [](double value) { return value > 0; }))
        std::ranges::transform(result, result.begin(), [](double value) { return std::log(value); });
    return result;
}

/// Of one value, from the differences of neighbours, to which a change of the level adds one. By their upper quartile:
/// of figures in coarse steps more than half may be 0.
double noise_of(std::span<const double> values) {
    constexpr double quartile_of_normal = 1.1503; // of its size
    if (values.size() < 2)
        return 0;
    std::vector<double> differences;
    for (std::size_t i = 1; i < values.size(); ++i)
        differences.push_back(std::abs(values[i] - values[i - 1]));
    std::ranges::sort(differences);
    return differences[3 * (differences.size() - 1) / 4] / quartile_of_normal / std::numbers::sqrt2;
}

/// Indexes of those that are no outliers among the values around them.
std::vector<std::size_t> ordinary(const std::vector<double>& values, std::size_t reach) {
    const auto around = std::min(2 * reach + 1, values.size());
    const auto limit = (outlying + few_values / static_cast<double>(values.size())) * noise_of(values);
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto first = std::min(i - std::min(i, reach), values.size() - around);
        if (std::abs(values[i] - median(std::span(values).subspan(first, around))) <= limit)
            kept.push_back(i);
    }
    return kept;
}

class Series {
public:
    Series(std::span<const double> values, const ChangePointRules& rules) : values_(values), rules_(rules) {
        const auto all = scaled(values);
        kept_ = ordinary(all, rules.least_side - 1);
        for (const auto index : kept_) {
            tested_.push_back(all[index]);
            exact_ = std::max(exact_, exact * std::abs(all[index]));
        }
    }

    /// Weak ones: from every window.
    [[nodiscard]] std::set<std::size_t> proposed() const {
        std::set<std::size_t> found;
        for (std::size_t start = 0; start < tested_.size();) {
            const auto end = std::min(start + rules_.window, tested_.size());
            std::set<std::size_t> here;
            const EnergySplit energy({tested_.data() + start, end - start});
            divide(energy, start, 0, end - start, here);
            found.insert(here.begin(), here.end());
            start = std::max(here.empty() ? 0 : *here.rbegin(), start + rules_.window / 2);
        }
        return found;
    }

    /// Those that remain, by their places among all values.
    [[nodiscard]] std::vector<ChangePoint> merged(const std::set<std::size_t>& proposed) const {
        std::vector<ChangePoint> changes;
        for (const auto at : proposed)
            changes.push_back({.at = at});
        for (std::size_t i = 0; i < changes.size(); ++i)
            test(changes, i);
        while (!changes.empty()) {
            const auto weakest = weakest_of(changes);
            if (!weakest)
                break;
            changes.erase(changes.begin() + static_cast<std::ptrdiff_t>(*weakest));
            if (*weakest > 0)
                test(changes, *weakest - 1);
            if (*weakest < changes.size())
                test(changes, *weakest);
        }
        for (auto& change : changes)
            change.at = kept_[change.at];
        return changes;
    }

private:
    void divide(const EnergySplit& energy, std::size_t start, std::size_t from, std::size_t to,
                std::set<std::size_t>& found) const {
        const auto split = energy.best(from, to, rules_.least_side);
        if (!split || p_value(start + from, start + split->at, start + split->end) > first_pass * rules_.alpha)
            return;
        found.insert(start + split->at);
        divide(energy, start, from, split->at, found);
        divide(energy, start, split->at, to, found);
    }

    [[nodiscard]] double p_value(std::size_t from, std::size_t split, std::size_t to) const {
        if (split - from < rules_.least_side || to - split < rules_.least_side)
            return 1;
        const auto left = std::span(tested_).subspan(from, split - from);
        const auto right = std::span(tested_).subspan(split, to - split);
        const auto difference = std::abs(mean_of_level(left) - mean_of_level(right));
        const auto freedom = static_cast<double>(to - from - 2);
        const auto variance = (squares_of_level(left) + squares_of_level(right)) / freedom;
        const auto error =
            std::sqrt(variance * (1 / static_cast<double>(left.size()) + 1 / static_cast<double>(right.size())));
        if (difference <= exact_)
            return 1;
        if (error <= exact_)
            return 0;
        const boost::math::students_t t(freedom);
        return 2 * boost::math::cdf(boost::math::complement(t, difference / error));
    }

    static double mean_of_level(std::span<const double> level) {
        return std::accumulate(level.begin(), level.end(), 0.0) / static_cast<double>(level.size());
    }
    static double squares_of_level(std::span<const double> level) {
        const auto mean = mean_of_level(level);
        return std::accumulate(level.begin(), level.end(), 0.0,
                               [mean](double sum, double value) { return sum + (value - mean) * (value - mean); });
    }

    void test(std::vector<ChangePoint>& changes, std::size_t index) const {
        auto& change = changes[index];
        const auto from = index > 0 ? changes[index - 1].at : 0;
        const auto to = index + 1 < changes.size() ? changes[index + 1].at : tested_.size();
        change.before = level(from, change.at);
        change.after = level(change.at, to);
        const auto places = std::max(to - from + 1, 2 * rules_.least_side + 1) - 2 * rules_.least_side;
        change.p_value = std::min(1.0, static_cast<double>(places) * p_value(from, change.at, to));
    }

    /// Of all values from the one tested as `from` on.
    [[nodiscard]] double level(std::size_t from, std::size_t to) const {
        const auto end = to < kept_.size() ? kept_[to] : values_.size();
        return median(values_.subspan(kept_[from], end - kept_[from]));
    }

    [[nodiscard]] static double size_of(const ChangePoint& change) {
        const auto difference = std::abs(change.after - change.before);
        return difference > 0 ? difference / std::abs(change.before) : 0;
    }

    /// The one to take back next; none where all may stay.
    [[nodiscard]] std::optional<std::size_t> weakest_of(const std::vector<ChangePoint>& changes) const {
        const auto unlikely = std::ranges::max_element(changes, {}, &ChangePoint::p_value);
        if (unlikely->p_value > rules_.alpha)
            return static_cast<std::size_t>(unlikely - changes.begin());
        const auto smallest = std::ranges::min_element(changes, {}, size_of);
        if (size_of(*smallest) <= rules_.least_change)
            return static_cast<std::size_t>(smallest - changes.begin());
        return std::nullopt;
    }

    std::span<const double> values_;
    const ChangePointRules& rules_;
    std::vector<std::size_t> kept_; ///< which of them are tested
    std::vector<double> tested_;
    double exact_ = exact;
};

} // namespace

std::vector<ChangePoint> change_points(std::span<const double> values, const ChangePointRules& rules) {
    require_finite(values);
    require(rules.least_side >= 2 && rules.window >= 2 * rules.least_side, "the window holds no two levels");
    require(rules.alpha > 0 && rules.alpha < 1 && rules.least_change >= 0, "rules that cannot be");
    const Series series(values, rules);
    return series.merged(series.proposed());
}

} // namespace perfeng::stats
