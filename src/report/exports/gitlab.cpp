// Code Quality reports of GitLab ("Code Quality report format" in its documentation, docs.gitlab.com/ci/testing/
// code_quality): an array of problems. Fingerprints hold no figure and no line, so that a problem is the same from
// pipeline to pipeline. A path must be one of the repository: what has none stands at the top of perfeng.toml.
#include "exports.hpp"
#include "told.hpp"

#include "perfeng/process/digest.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>

namespace perfeng::report {
namespace {

constexpr auto path_of_none = "perfeng.toml";

class CodeQuality {
public:
    /// `key`: what makes the problem the same one again.
    void add(std::string_view description, const std::string& check, const std::string& key, const char* severity,
             std::string path, int line) {
        if (path.empty()) {
            path = path_of_none;
            line = 1;
        }
        const auto times = ++seen_[key];
        problems_.push_back({{"description", exportable(description)},
                             {"check_name", exportable("perfeng/" + check)},
                             {"fingerprint", process::sha256_of(fmt::format("{}#{}", key, times))},
                             {"severity", severity},
                             {"location", {{"path", exportable(path)}, {"lines", {{"begin", std::max(1, line)}}}}}});
    }

    [[nodiscard]] std::string written() const { return written_json(problems_); }

private:
    nlohmann::ordered_json problems_ = nlohmann::ordered_json::array();
    std::map<std::string, int> seen_;
};

const char* severity_of(const Reason& reason) {
    if (!reason.failing)
        return "info";
    switch (reason.kind) {
    case ReasonKind::workload:
        return "blocker";
    case ReasonKind::output:
    case ReasonKind::check:
        return "critical";
    case ReasonKind::leak:
    case ReasonKind::budget:
    case ReasonKind::regression:
    case ReasonKind::open:
        break;
    }
    return "major";
}

const char* severity_of(FindingKind kind) {
    return kind == FindingKind::budget ? "major" : kind == FindingKind::risk ? "minor" : "info";
}

/// A broken budget is a problem wherever it stands; advice needs a place in the repository.
bool is_a_problem(const Finding& finding, const std::string& path) {
    const bool advice = finding.kind == FindingKind::recommendation || finding.kind == FindingKind::risk;
    return finding.kind == FindingKind::budget || (advice && !path.empty());
}

} // namespace

std::string gitlab_json(const Judgement& judgement, const Style& style) {
    CodeQuality report;
    for (const auto& reason : judgement.gate.reasons) {
        const auto path = path_in_repository(reason.file, style.root);
        const std::string kind(to_string(reason.kind));
        const auto prefix = reason.workload.empty() ? "" : reason.workload + ": ";
        report.add(prefix + reason.text, kind,
                   fmt::format("{}\n{}\n{}\n{}", kind, reason.workload, reason.subject, path), severity_of(reason),
                   path, reason.line);
    }
    return report.written();
}

std::string gitlab_json(const Measurement& measurement, const Style& style) {
    CodeQuality report;
    for (const auto& finding : measurement.findings) {
        const auto path = path_in_repository(finding.file, style.root);
        if (is_a_problem(finding, path))
            report.add(finding.title + (finding.change.empty() ? "" : ". " + finding.change), finding.rule,
                       workload_of(measurement) + "\n" + finding.id, severity_of(finding.kind), path, finding.line);
    }
    return report.written();
}

} // namespace perfeng::report
