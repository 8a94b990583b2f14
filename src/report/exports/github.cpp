// Workflow commands of GitHub Actions, "Workflow commands for GitHub Actions" in its documentation:
// ::error file=src/a.c,line=3,title=TITLE::MESSAGE. Values are escaped as the actions toolkit does (command.ts). GitHub
// shows ten annotations of a kind for each step, so the worst ten are told and the rest is counted.
#include "exports.hpp"
#include "pages.hpp"
#include "paint.hpp"
#include "told.hpp"
#include "verdict.hpp"

#include "perfeng/model/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <utility>

namespace perfeng::report {
namespace {

struct Annotation {
    std::string_view level;
    std::string title;
    std::string message;
    std::string file;
    int line = 0;
};

std::string escaped_data(std::string_view text, bool property) {
    std::string safe;
    for (const char letter : exportable(text)) {
        const bool obeyed = letter == '%' || letter == '\r' || letter == '\n';
        if (obeyed || (property && (letter == ':' || letter == ',')))
            safe += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
        else
            safe += letter;
    }
    return safe;
}

std::string command_line(const Annotation& annotation) {
    std::string place;
    if (!annotation.file.empty())
        place = fmt::format("file={},line={},", escaped_data(annotation.file, true), std::max(1, annotation.line));
    return fmt::format("::{} {}title={}::{}\n", annotation.level, place, escaped_data(annotation.title, true),
                       escaped_data(annotation.message, false));
}

std::string written_annotations(const std::vector<Annotation>& all) {
    constexpr std::size_t most = 10;
    std::string lines;
    for (const auto& annotation : std::span(all).first(std::min(all.size(), most)))
        lines += command_line(annotation);
    if (all.size() > most)
        lines += command_line({"notice", "perfeng",
                               fmt::format("{} more left out here: add --export markdown=FILE for all of it",
                                           count(static_cast<double>(all.size() - most))),
                               "", 0});
    return lines;
}

std::string title_of_reason(const Reason& reason) {
    auto title = reason.workload.empty() ? std::string("perfeng") : reason.workload;
    return reason.subject.empty() ? title : title + ": " + reason.subject;
}

std::string title_of_finding(const Finding& finding) {
    return finding.function.empty() ? "perfeng" : "perfeng: " + finding.function;
}

/// Worst first: broken budgets, then risks, then recommendations.
std::string_view level_of(FindingKind kind) {
    return kind == FindingKind::budget ? "error" : kind == FindingKind::risk ? "warning" : "notice";
}

} // namespace

std::string github_annotations(const Judgement& judgement, const Style& style) {
    std::vector<Annotation> annotations;
    for (const auto& reason : judgement.gate.reasons)
        annotations.push_back({reason.failing ? "error" : "warning", title_of_reason(reason), reason.text,
                               path_in_repository(reason.file, style.root), reason.line});
    if (annotations.empty())
        annotations.push_back({"notice", "perfeng", painted(judgement_line(judgement), false), "", 0});
    std::ranges::stable_sort(annotations, {}, [](const Annotation& each) { return each.level == "warning"; });
    return written_annotations(annotations);
}

std::string github_annotations(const Measurement& measurement, const Style& style) {
    std::vector<Annotation> annotations;
    for (const auto kind : {FindingKind::budget, FindingKind::risk, FindingKind::recommendation})
        for (const auto& finding : measurement.findings)
            if (finding.kind == kind)
                annotations.push_back({level_of(kind), title_of_finding(finding),
                                       finding.title + (finding.change.empty() ? "" : "\n" + finding.change),
                                       path_in_repository(finding.file, style.root), finding.line});
    if (annotations.empty())
        annotations.push_back(
            {"notice", "perfeng",
             fmt::format("measured {}: nothing to recommend, no budget broken", workload_of(measurement)), "", 0});
    return written_annotations(annotations);
}

} // namespace perfeng::report
