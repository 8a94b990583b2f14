#include "perfeng/stats/proportion.hpp"

#include "check.hpp"

#include <boost/math/distributions/normal.hpp>

namespace perfeng::stats {
namespace {

double normal_quantile(double probability) { return boost::math::quantile(boost::math::normal(), probability); }

double square(double value) { return value * value; }

// Share p of n samples; n need not be whole once overdispersion has shrunk it.
struct Sampled {
    double share;
    double n;
};

Sampled sampled(std::uint64_t hits, std::uint64_t n, double overdispersion) {
    require(hits <= n, "more hits than samples");
    const auto count = static_cast<double>(n);
    return {.share = static_cast<double>(hits) / count, .n = count / overdispersion};
}

void require_overdispersion(double value) {
    require(value >= 1 && std::isfinite(value), "overdispersion is a finite number of at least 1");
}

Interval score_interval(Sampled s) {
    const auto z = normal_quantile(0.975);
    const auto shrink = 1 + square(z) / s.n;
    const auto centre = (s.share + square(z) / (2 * s.n)) / shrink;
    const auto half = z * std::sqrt(s.share * (1 - s.share) / s.n + square(z / (2 * s.n))) / shrink;
    // At no hits and at all hits the limit is 0 or 1, but for rounding.
    return {s.share > 0 ? std::max(0.0, centre - half) : 0, s.share < 1 ? std::min(1.0, centre + half) : 1};
}

Interval newcombe_interval(Sampled a, Sampled b) {
    const auto of_a = score_interval(a);
    const auto of_b = score_interval(b);
    const auto change = b.share - a.share;
    return {change - std::hypot(b.share - of_b.lo, of_a.hi - a.share),
            change + std::hypot(of_b.hi - b.share, a.share - of_a.lo)};
}

double pooled_p_value(Sampled a, Sampled b) {
    const auto pooled = (a.share * a.n + b.share * b.n) / (a.n + b.n);
    const auto error = std::sqrt(pooled * (1 - pooled) * (1 / a.n + 1 / b.n));
    const auto change = std::abs(b.share - a.share);
    if (change <= 0)
        return 1;
    return 2 * boost::math::cdf(boost::math::complement(boost::math::normal(), change / error));
}

// How large a change from `from` to `to` must be to be found: Fleiss's formula, whose right side holds both shares.
double change_needed(Sampled from, Sampled to) {
    const auto pooled = (from.share * from.n + to.share * to.n) / (from.n + to.n);
    const auto under_null = std::sqrt(pooled * (1 - pooled) * (1 / from.n + 1 / to.n));
    const auto under_change = std::sqrt(from.share * (1 - from.share) / from.n + to.share * (1 - to.share) / to.n);
    return normal_quantile(0.975) * under_null + normal_quantile(0.8) * under_change;
}

} // namespace

Interval wilson(std::uint64_t hits, std::uint64_t n) {
    const auto s = sampled(hits, n, 1);
    return n == 0 ? Interval{0, 1} : score_interval(s);
}

ShareChange two_proportions(std::uint64_t hits_a, std::uint64_t n_a, std::uint64_t hits_b, std::uint64_t n_b,
                            double overdispersion) {
    require_overdispersion(overdispersion);
    const auto a = sampled(hits_a, n_a, overdispersion);
    const auto b = sampled(hits_b, n_b, overdispersion);
    if (n_a == 0 || n_b == 0)
        return {.change = 0, .ci = {-1, 1}, .p_value = 1};
    return {.change = b.share - a.share, .ci = newcombe_interval(a, b), .p_value = pooled_p_value(a, b)};
}

double smallest_change_shown(double share, std::uint64_t n_a, std::uint64_t n_b, double overdispersion) {
    require(share >= 0 && share <= 1, "a share lies between 0 and 1");
    require_overdispersion(overdispersion);
    if (n_a == 0 || n_b == 0)
        return 1;
    // A fall from p is as hard to see as a rise from 1 - p.
    const auto from = std::min(share, 1 - share);
    const auto n_from = static_cast<double>(n_a) / overdispersion;
    const auto n_to = static_cast<double>(n_b) / overdispersion;
    const auto shown = [&](double change) { return change >= change_needed({from, n_from}, {from + change, n_to}); };
    double lo = 0;
    double hi = 1 - from;
    if (!shown(hi))
        return 1;
    constexpr int halvings = 60;
    for (int i = 0; i < halvings; ++i) {
        const auto middle = (lo + hi) / 2;
        (shown(middle) ? hi : lo) = middle;
    }
    return hi;
}

} // namespace perfeng::stats
