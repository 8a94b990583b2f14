#pragma once

#include "perfeng/model/comparison.hpp"
#include "perfeng/model/judgement.hpp"
#include "perfeng/model/measurement.hpp"
#include "perfeng/report/style.hpp"

#include <span>
#include <string>
#include <string_view>

namespace perfeng::report {

/// One way to write a report; docs/exports.md tells of each. What is written ends with a line break. Null where a
/// format has no words for such a document: ask by `write`, which says so.
struct Format {
    std::string_view name; ///< as `--format` takes it
    std::string_view description;
    std::string (*measurement)(const Measurement&, const Style&);
    std::string (*comparison)(const Comparison&, const Style&);
    std::string (*judgement)(const Judgement&, const Style&);
};

enum class Document { measurement, comparison, judgement };

/// "text", the default, comes first.
[[nodiscard]] std::span<const Format> formats();
/// Null for a name that is no format.
[[nodiscard]] const Format* find_format(std::string_view name);
/// "text, markdown, json, ...".
[[nodiscard]] std::string format_names();

/// Throws Error, with the formats that can, where the format cannot tell such a document.
void require(const Format& format, Document document);
/// Throws likewise.
[[nodiscard]] std::string write(const Format& format, const Measurement& measurement, const Style& style);
[[nodiscard]] std::string write(const Format& format, const Comparison& comparison, const Style& style);
[[nodiscard]] std::string write(const Format& format, const Judgement& judgement, const Style& style);

} // namespace perfeng::report
