#include "perfeng/model/bisection.hpp"
#include "perfeng/model/check.hpp"
#include "perfeng/model/comparison.hpp"
#include "perfeng/model/error.hpp"
#include "perfeng/model/finding.hpp"
#include "perfeng/model/growth.hpp"
#include "perfeng/model/measurement.hpp"
#include "perfeng/model/memory.hpp"
#include "perfeng/model/risk.hpp"
#include "perfeng/model/trial.hpp"
#include "perfeng/model/verification.hpp"

#include <algorithm>
#include <array>
#include <csignal>
#include <utility>

namespace perfeng {
namespace {

template <typename Enum> using Names = std::span<const std::pair<Enum, std::string_view>>;

template <typename Enum> std::string_view name_of(Names<Enum> names, Enum value) {
    const auto found = std::ranges::find(names, value, [](const auto& entry) { return entry.first; });
    return found == names.end() ? std::string_view{} : found->second;
}

template <typename Enum> std::optional<Enum> value_of(Names<Enum> names, std::string_view text) {
    const auto found = std::ranges::find(names, text, [](const auto& entry) { return entry.second; });
    return found == names.end() ? std::nullopt : std::optional(found->first);
}

template <typename Enum, std::size_t N> using Table = std::array<std::pair<Enum, std::string_view>, N>;

constexpr Table<LeakKind, 4> leak_kinds{{{LeakKind::definite, "definite"},
                                         {LeakKind::indirect, "indirect"},
                                         {LeakKind::possible, "possible"},
                                         {LeakKind::reachable, "reachable"}}};
constexpr Table<FindingKind, 5> finding_kinds{{{FindingKind::doubt, "doubt"},
                                               {FindingKind::recommendation, "recommendation"},
                                               {FindingKind::risk, "risk"},
                                               {FindingKind::budget, "budget"},
                                               {FindingKind::note, "note"}}};
constexpr Table<Confidence, 3> confidences{
    {{Confidence::low, "low"}, {Confidence::medium, "medium"}, {Confidence::high, "high"}}};
constexpr Table<Role, 2> roles{{{Role::baseline, "baseline"}, {Role::candidate, "candidate"}}};
constexpr Table<Verdict, 4> verdicts{{{Verdict::improved, "improved"},
                                      {Verdict::regressed, "regressed"},
                                      {Verdict::unchanged, "unchanged"},
                                      {Verdict::inconclusive, "inconclusive"}}};
constexpr Table<Method, 2> methods{{{Method::paired, "paired"}, {Method::saved, "saved"}}};
constexpr Table<ReasonKind, 7> reason_kinds{{{ReasonKind::workload, "workload"},
                                             {ReasonKind::output, "output"},
                                             {ReasonKind::check, "check"},
                                             {ReasonKind::leak, "leak"},
                                             {ReasonKind::budget, "budget"},
                                             {ReasonKind::regression, "regression"},
                                             {ReasonKind::open, "open"}}};
constexpr Table<RevisionState, 3> revision_states{
    {{RevisionState::good, "good"}, {RevisionState::bad, "bad"}, {RevisionState::skipped, "skipped"}}};
constexpr Table<CheckKind, 6> check_kinds{{{CheckKind::test, "test"},
                                           {CheckKind::lint, "lint"},
                                           {CheckKind::output, "output"},
                                           {CheckKind::exit_status, "exit status"},
                                           {CheckKind::compiles, "compiles"},
                                           {CheckKind::sanitizer, "sanitizer"}}};
constexpr Table<CheckStatus, 3> check_statuses{
    {{CheckStatus::passed, "passed"}, {CheckStatus::failed, "failed"}, {CheckStatus::not_run, "not run"}}};
constexpr Table<Sameness, 5> samenesses{{{Sameness::identical, "identical"},
                                         {Sameness::alike_after_masks, "alike after masks"},
                                         {Sameness::reordered, "reordered"},
                                         {Sameness::different, "different"},
                                         {Sameness::unknown, "unknown"}}};
constexpr Table<RiskLevel, 3> risk_levels{
    {{RiskLevel::low, "low"}, {RiskLevel::medium, "medium"}, {RiskLevel::high, "high"}}};
constexpr Table<GrowthClass, 7> growth_classes{{{GrowthClass::constant, "1"},
                                                {GrowthClass::logarithmic, "log n"},
                                                {GrowthClass::linear, "n"},
                                                {GrowthClass::linearithmic, "n log n"},
                                                {GrowthClass::quadratic, "n^2"},
                                                {GrowthClass::cubic, "n^3"},
                                                {GrowthClass::exponential, "2^n"}}};
constexpr Table<int, 11> signals{{{SIGHUP, "SIGHUP"},
                                  {SIGINT, "SIGINT"},
                                  {SIGQUIT, "SIGQUIT"},
                                  {SIGILL, "SIGILL"},
                                  {SIGABRT, "SIGABRT"},
                                  {SIGBUS, "SIGBUS"},
                                  {SIGFPE, "SIGFPE"},
                                  {SIGKILL, "SIGKILL"},
                                  {SIGSEGV, "SIGSEGV"},
                                  {SIGPIPE, "SIGPIPE"},
                                  {SIGTERM, "SIGTERM"}}};

} // namespace

std::string_view to_string(LeakKind kind) { return name_of<LeakKind>(leak_kinds, kind); }
std::optional<LeakKind> leak_kind_from(std::string_view text) { return value_of<LeakKind>(leak_kinds, text); }
std::string_view to_string(FindingKind kind) { return name_of<FindingKind>(finding_kinds, kind); }
std::string_view to_string(Confidence confidence) { return name_of<Confidence>(confidences, confidence); }
std::string_view to_string(RiskLevel level) { return name_of<RiskLevel>(risk_levels, level); }
std::string_view to_string(Role role) { return name_of<Role>(roles, role); }
std::string_view to_string(Verdict verdict) { return name_of<Verdict>(verdicts, verdict); }
std::string_view to_string(RevisionState state) { return name_of<RevisionState>(revision_states, state); }
std::string_view to_string(ReasonKind kind) { return name_of<ReasonKind>(reason_kinds, kind); }
std::string_view to_string(Method method) { return name_of<Method>(methods, method); }
std::string_view to_string(CheckKind kind) { return name_of<CheckKind>(check_kinds, kind); }
std::string_view to_string(CheckStatus status) { return name_of<CheckStatus>(check_statuses, status); }
std::string_view to_string(Sameness sameness) { return name_of<Sameness>(samenesses, sameness); }
std::string_view to_string(GrowthClass growth) { return name_of<GrowthClass>(growth_classes, growth); }

std::optional<FindingKind> finding_kind_from(std::string_view text) {
    return value_of<FindingKind>(finding_kinds, text);
}
std::optional<Confidence> confidence_from(std::string_view text) { return value_of<Confidence>(confidences, text); }
std::optional<Role> role_from(std::string_view text) { return value_of<Role>(roles, text); }
std::optional<Verdict> verdict_from(std::string_view text) { return value_of<Verdict>(verdicts, text); }
std::optional<RevisionState> revision_state_from(std::string_view text) {
    return value_of<RevisionState>(revision_states, text);
}
std::optional<ReasonKind> reason_kind_from(std::string_view text) { return value_of<ReasonKind>(reason_kinds, text); }
std::optional<Method> method_from(std::string_view text) { return value_of<Method>(methods, text); }
std::optional<CheckKind> check_kind_from(std::string_view text) { return value_of<CheckKind>(check_kinds, text); }
std::optional<CheckStatus> check_status_from(std::string_view text) {
    return value_of<CheckStatus>(check_statuses, text);
}
std::optional<GrowthClass> growth_class_from(std::string_view text) {
    return value_of<GrowthClass>(growth_classes, text);
}

std::string to_string(const ExitStatus& status) {
    if (status.timed_out)
        return "stopped at its time limit";
    if (status.signal == 0)
        return "exit status " + std::to_string(status.code);
    const auto name = name_of<int>(signals, status.signal);
    auto text = "killed by signal " + std::to_string(status.signal);
    return name.empty() ? text : text + " (" + std::string(name) + ")";
}

std::string to_string(const ReadError& error) {
    auto text = "found " + error.found + ", expected " + error.expected;
    return error.line == 0 ? text : "line " + std::to_string(error.line) + ": " + text;
}

CheckStatus status_of(const std::vector<Check>& checks) {
    const auto any = [&](CheckStatus status) {
        return std::ranges::find(checks, status, &Check::status) != checks.end();
    };
    if (any(CheckStatus::failed))
        return CheckStatus::failed;
    return checks.empty() || any(CheckStatus::not_run) ? CheckStatus::not_run : CheckStatus::passed;
}

const Metric* find_metric(const Measurement& measurement, std::string_view name) {
    const auto found = std::ranges::find(measurement.metrics, name, &Metric::name);
    return found == measurement.metrics.end() ? nullptr : &*found;
}

} // namespace perfeng
