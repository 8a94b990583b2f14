#include "exports/exports.hpp"
#include "exports/told.hpp"
#include "pages.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/report/bottleneck.hpp"
#include "perfeng/report/report.hpp"
#include "perfeng/store/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace perfeng::report {
namespace {

std::string text_of(const Measurement& measurement, const Style& style) {
    return as_text(measurement_page(measurement, style), style);
}
std::string text_of(const Comparison& comparison, const Style& style) {
    return as_text(comparison_page(comparison, style), style);
}
std::string text_of(const Judgement& judgement, const Style& style) {
    return as_text(judgement_page(judgement, style, style.verbose ? Shown::all : Shown::what_did_not_pass), style);
}
std::string markdown_of(const Measurement& measurement, const Style& style) {
    return as_markdown(measurement_page(measurement, style));
}
std::string markdown_of(const Comparison& comparison, const Style& style) {
    return as_markdown(comparison_page(comparison, style));
}
std::string markdown_of(const Judgement& judgement, const Style& style) {
    return as_markdown(judgement_page(judgement, style, Shown::all));
}

template <typename Record> std::string json_of(const Record& record, const Style& /*style*/) {
    auto document = store::write_document(record);
    return document.ends_with('\n') ? document : document + "\n";
}

template <typename Record> std::string summary_of(const Record& record, const Style& style) {
    return within_a_step_summary(markdown_of(record, style));
}

template <std::string (*tell)(const Judgement&, const Style&)>
std::string as_judgement(const Comparison& comparison, const Style& style) {
    return tell(judgement_of(comparison), style);
}

constexpr std::array table{
    Format{"text", "for people at a terminal, and for agents", text_of, text_of, text_of},
    Format{"markdown", "GitHub-flavoured, for a pull request", markdown_of, markdown_of, markdown_of},
    Format{"json", "the document of docs/schema, for programs", json_of<Measurement>, json_of<Comparison>,
           json_of<Judgement>},
    Format{"junit", "JUnit XML: a test case for each question of the gate", nullptr, as_judgement<junit_xml>,
           junit_xml},
    Format{"github", "annotations of GitHub Actions, to be printed in a step", github_annotations,
           as_judgement<github_annotations>, github_annotations},
    Format{"github-summary", "Markdown within what GitHub takes for $GITHUB_STEP_SUMMARY", summary_of<Measurement>,
           summary_of<Comparison>, summary_of<Judgement>},
    Format{"gitlab", "Code Quality of GitLab, for a merge request", gitlab_json, as_judgement<gitlab_json>,
           gitlab_json},
    Format{"openmetrics", "OpenMetrics 1.0, which Prometheus reads too", openmetrics_text,
           as_judgement<openmetrics_text>, openmetrics_text},
    Format{"csv", "a row for each workload and metric, for spreadsheets", csv_rows, as_judgement<csv_rows>, csv_rows},
    Format{"bencher", "Bencher Metric Format, the candidate's figures", bencher_json, as_judgement<bencher_json>,
           bencher_json},
    Format{"hyperfine", "as hyperfine --export-json writes wall times", hyperfine_json, as_judgement<hyperfine_json>,
           hyperfine_json},
};

bool tells(const Format& format, Document document) {
    switch (document) {
    case Document::measurement:
        return format.measurement != nullptr;
    case Document::comparison:
        return format.comparison != nullptr;
    case Document::judgement:
        break;
    }
    return format.judgement != nullptr;
}

constexpr std::string_view name_of_document(Document document) {
    constexpr std::array<std::string_view, 3> names{"a measurement: nothing is judged in one", "a comparison",
                                                    "a check"};
    return names.at(static_cast<std::size_t>(document));
}

} // namespace

std::span<const Format> formats() { return table; }

const Format* find_format(std::string_view name) {
    const auto* const found = std::ranges::find(table, name, &Format::name);
    return found == table.end() ? nullptr : found;
}

std::string format_names() {
    std::string names;
    for (const auto& format : table)
        names.append(names.empty() ? "" : ", ").append(format.name);
    return names;
}

void require(const Format& format, Document document) {
    if (tells(format, document))
        return;
    std::string able;
    for (const auto& other : table)
        if (tells(other, document))
            able.append(able.empty() ? "" : ", ").append(other.name);
    throw Error(fmt::format("the format '{}' cannot tell {}", format.name, name_of_document(document)),
                "formats that can: " + able);
}

std::string write(const Format& format, const Measurement& measurement, const Style& style) {
    require(format, Document::measurement);
    return format.measurement(measurement, style);
}

std::string write(const Format& format, const Comparison& comparison, const Style& style) {
    require(format, Document::comparison);
    return format.comparison(comparison, style);
}

std::string write(const Format& format, const Judgement& judgement, const Style& style) {
    require(format, Document::judgement);
    return format.judgement(judgement, style);
}

std::string bottleneck_text(const Measurement& measurement, const Style& style) {
    return as_text(bottleneck_page(measurement, style), style);
}

std::string bottleneck_markdown(const Measurement& measurement, const Style& style) {
    return as_markdown(bottleneck_page(measurement, style));
}

} // namespace perfeng::report
