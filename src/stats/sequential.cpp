#include "perfeng/stats/sequential.hpp"

#include "check.hpp"
#include "order.hpp"

namespace perfeng::stats {
namespace {

template <std::size_t N> double mean(const std::array<double, N>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(N);
}

double sign(double value) { return static_cast<double>(value > 0) - static_cast<double>(value < 0); }

} // namespace

double Bet::above() const { return mean(above_); }
double Bet::below() const { return mean(below_); }

// The scale comes from earlier values only: were the value itself in it, the bet would know what it bets on.
double Bet::gain(double value) const {
    constexpr std::size_t fewest_for_scale = 3;
    if (magnitudes_.size() < fewest_for_scale)
        return sign(value);
    const auto scale = median_of_sorted(magnitudes_);
    const auto size = std::abs(value);
    return sign(value) * (size < scale ? size / scale : 1);
}

void Bet::add(double value) {
    const auto g = gain(value);
    for (std::size_t i = 0; i < stakes.size(); ++i) {
        above_[i] *= 1 + stakes[i] * g;
        below_[i] *= 1 - stakes[i] * g;
    }
    const auto size = std::abs(value);
    magnitudes_.insert(std::ranges::upper_bound(magnitudes_, size), size);
}

SequentialTest::SequentialTest(double threshold, double alpha) : limit_(std::log1p(threshold)), enough_(1 / alpha) {
    require(threshold >= 0 && std::isfinite(threshold), "a threshold is a finite number of at least 0");
    require(alpha > 0 && alpha < 1, "alpha lies between 0 and 1");
}

void SequentialTest::add(double log_ratio) {
    require(std::isfinite(log_ratio), "a log ratio isn't finite");
    upper_.add(log_ratio - limit_);
    lower_.add(log_ratio + limit_);
    worse_ = worse_ || upper_.above() >= enough_;
    not_worse_ = not_worse_ || upper_.below() >= enough_;
    not_better_ = not_better_ || lower_.above() >= enough_;
    better_ = better_ || lower_.below() >= enough_;
    ++size_;
}

Verdict SequentialTest::verdict() const {
    if (worse_)
        return Verdict::regressed;
    if (better_)
        return Verdict::improved;
    return not_worse_ && not_better_ ? Verdict::unchanged : Verdict::inconclusive;
}

} // namespace perfeng::stats
