#include "outcome_rows.hpp"

#include "tables.hpp"

#include <cstdint>

namespace perfeng::store {
namespace {

std::optional<double> end_of(const std::optional<Interval>& interval, double Interval::* end) {
    return interval ? std::optional((*interval).*end) : std::nullopt;
}

std::optional<Interval> interval_of(const std::optional<double>& lo, const std::optional<double>& hi) {
    return lo && hi ? std::optional(Interval{*lo, *hi}) : std::nullopt;
}

} // namespace

void insert_outcome(const Database& database, const std::string& measurement_id, const RuleOutcome& outcome) {
    replace_row(database, outcomes_table(), measurement_id, outcome.rule, outcome.base, outcome.function, outcome.bound,
                end_of(outcome.expected, &Interval::lo), end_of(outcome.expected, &Interval::hi), outcome.removed,
                outcome.achieved, end_of(outcome.achieved_ci, &Interval::lo),
                end_of(outcome.achieved_ci, &Interval::hi), static_cast<std::int64_t>(outcome.together));
}

std::vector<RuleOutcome> all_outcomes(const Database& database) {
    auto row = database.prepare(
        "SELECT rule, place, base_id, measurement_id, bound, expected_lo, expected_hi, removed, achieved, achieved_lo, "
        "achieved_hi, together FROM outcomes JOIN measurements ON measurement_id = id ORDER BY created, id, rule");
    std::vector<RuleOutcome> outcomes;
    while (row.step())
        outcomes.push_back({.rule = row.text(0),
                            .function = row.text(1),
                            .base = row.text(2),
                            .candidate = row.text(3),
                            .bound = row.number(4).value_or(0),
                            .expected = interval_of(row.number(5), row.number(6)),
                            .removed = row.number(7).value_or(0),
                            .achieved = row.number(8).value_or(0),
                            .achieved_ci = interval_of(row.number(9), row.number(10)),
                            .together = static_cast<int>(row.integer(11))});
    return outcomes;
}

} // namespace perfeng::store
