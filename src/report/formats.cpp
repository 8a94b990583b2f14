#include "pages.hpp"

#include "perfeng/report/bottleneck.hpp"
#include "perfeng/report/report.hpp"
#include "perfeng/store/document.hpp"

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
std::string markdown_of(const Measurement& measurement, const Style& style) {
    return as_markdown(measurement_page(measurement, style));
}
std::string markdown_of(const Comparison& comparison, const Style& style) {
    return as_markdown(comparison_page(comparison, style));
}

template <typename Record> std::string json_of(const Record& record, const Style& /*style*/) {
    auto document = store::write_document(record);
    return document.ends_with('\n') ? document : document + "\n";
}

constexpr std::array table{
    Format{"text", "for people at a terminal, and for agents", text_of, text_of},
    Format{"markdown", "GitHub-flavoured, for a pull request", markdown_of, markdown_of},
    Format{"json", "the document of docs/schema, for programs", json_of<Measurement>, json_of<Comparison>},
};

} // namespace

std::span<const Format> formats() { return table; }

const Format* find_format(std::string_view name) {
    const auto* const found = std::ranges::find(table, name, &Format::name);
    return found == table.end() ? nullptr : found;
}

std::string bottleneck_text(const Measurement& measurement, const Style& style) {
    return as_text(bottleneck_page(measurement, style), style);
}

std::string bottleneck_markdown(const Measurement& measurement, const Style& style) {
    return as_markdown(bottleneck_page(measurement, style));
}

} // namespace perfeng::report
