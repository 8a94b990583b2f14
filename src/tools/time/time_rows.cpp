#include "time/time_rows.hpp"

#include "text/reading.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace perfeng::tools {

const LabelledRow* find_row(const Rows& rows, std::string_view label) {
    const auto row = std::ranges::find(rows, label, &LabelledRow::label);
    return row == rows.end() ? nullptr : &*row;
}

void RowReader::fail(const LabelledRow* row, std::string_view label) {
    if (!error_)
        error_ = refuse(row != nullptr ? row->line : 0, row != nullptr ? row->value : "no such line", label).value();
}

double RowReader::seconds(std::string_view label, std::optional<double> (*parse)(std::string_view)) {
    const LabelledRow* row = find_row(rows_, label);
    if (const auto value = row != nullptr ? parse(row->value) : std::nullopt)
        return *value;
    fail(row, label);
    return 0;
}

std::int64_t RowReader::count(std::string_view label) {
    const LabelledRow* row = find_row(rows_, label);
    // Bytes are made of KiB: the product has to fit, too.
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max() / 1024);
    if (const auto value = row != nullptr ? whole_number(row->value) : std::nullopt; value && *value <= most)
        return static_cast<std::int64_t>(*value);
    fail(row, label);
    return 0;
}

void Reports::add(tl::expected<TimeReport, ReadError> report) {
    last_broken = !report;
    if (report)
        reports.push_back(std::move(*report));
    else
        broken.push_back(std::move(report.error()));
}

} // namespace perfeng::tools
