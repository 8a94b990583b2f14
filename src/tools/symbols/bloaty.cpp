#include "perfeng/tools/symbols/bloaty.hpp"

#include "bloaty_rows.hpp"
#include "text/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace perfeng::tools {
namespace {

constexpr std::string_view expected_table = "a table of bloaty: FILE SIZE, VM SIZE and rows of percent and size";

/// --domain=file leaves the second column out.
enum class BloatyTable { none, both, file };

BloatyTable table_of(std::string_view heading) {
    heading = trim(heading);
    if (!skip(heading, "FILE SIZE"))
        return BloatyTable::none;
    if (heading.empty())
        return BloatyTable::file;
    return trim(heading) == "VM SIZE" ? BloatyTable::both : BloatyTable::none;
}

/// "5.95Ki", "801".
std::optional<std::uint64_t> rounded_size(std::string_view word) {
    constexpr std::string_view prefixes = "KMGT";
    constexpr double most = 1e14; // so that no sum of rows runs over
    double scale = 1;
    if (word.size() > 2 && word.ends_with('i')) {
        const auto prefix = prefixes.find(word[word.size() - 2]);
        if (prefix == std::string_view::npos)
            return std::nullopt;
        scale = std::pow(1024, static_cast<double>(prefix) + 1);
        word.remove_suffix(2);
    }
    const auto number = decimal_number(word);
    if (!number || !(*number * scale < most))
        return std::nullopt;
    return static_cast<std::uint64_t>(std::llround(*number * scale));
}

struct BloatyRow {
    std::string_view name;
    std::uint64_t loaded = 0;
    std::uint64_t in_file = 0;
    bool nested = false;
};

/// Percent and size for each column, then the name.
std::optional<BloatyRow> table_row(std::string_view line, BloatyTable table) {
    BloatyRow row;
    const auto indent = line.find_first_not_of(' ');
    for (int i = 0; i < (table == BloatyTable::both ? 2 : 1); ++i) {
        const auto percent = take_word(line);
        const auto size = rounded_size(take_word(line));
        if (!percent.ends_with('%') || !decimal_number(percent.substr(0, percent.size() - 1)) || !size)
            return std::nullopt;
        if (i == 0) // right-aligned in 6 columns behind a blank; behind two more for each level below the first
            row.nested = indent + percent.size() > 7;
        (i == 0 ? row.in_file : row.loaded) = *size;
    }
    row.name = trim(line);
    return row;
}

bool is_difference(std::string_view line) {
    const auto word = take_word(line);
    return word.starts_with('+') || word.starts_with('-') || word == "[" || word == "[NEW]" || word == "[DEL]";
}

bool is_rule(std::string_view line) { return line.find_first_not_of("- ") == std::string_view::npos; }

/// The columns of --csv and --tsv.
struct CsvColumns {
    std::size_t count = 0;   ///< with those of names
    std::size_t section = 0; ///< `count` where none is
    char separator = ',';
};

std::vector<std::string_view> split_record(std::string_view line, char separator) {
    std::vector<std::string_view> fields;
    while (true) {
        const bool quoted = separator == ',' && line.starts_with('"');
        const auto end = line.find(separator, quoted ? std::min(line.find('"', 1), line.size()) : 0);
        auto field = line.substr(0, end);
        if (quoted && field.size() > 1 && field.ends_with('"'))
            field = field.substr(1, field.size() - 2);
        fields.push_back(field);
        if (end == std::string_view::npos)
            return fields;
        line.remove_prefix(end + 1);
    }
}

std::optional<CsvColumns> csv_columns(std::string_view heading) {
    for (const char separator : {',', '\t'}) {
        const auto names = split_record(heading, separator);
        const auto size = names.size();
        if (size < 3 || names[size - 2] != "vmsize" || names[size - 1] != "filesize")
            continue;
        const auto section = std::find(names.begin(), names.end() - 2, "sections") - names.begin();
        return CsvColumns{.count = size, .section = static_cast<std::size_t>(section), .separator = separator};
    }
    return std::nullopt;
}

std::string_view first_line(std::string_view text) { return text.substr(0, text.find_first_of("\r\n")); }

void warn_unread(std::vector<std::string>& warnings, std::uint64_t unread) {
    if (unread > 0)
        warnings.push_back(fmt::format("{} lines are no rows of bloaty and were passed over", unread));
}

} // namespace

Recognition recognise_bloaty(Head head) {
    return table_of(first_line(head.text)) == BloatyTable::none ? Recognition::no : Recognition::yes;
}

tl::expected<Read<Contents>, ReadError> read_bloaty(std::string_view text) {
    Lines lines(text);
    const auto table = lines.next() ? table_of(lines.line()) : BloatyTable::none;
    if (table == BloatyTable::none)
        return refuse(1, first_line(text), expected_table);
    BloatyRows rows;
    std::optional<std::uint64_t> total;
    std::uint64_t unread = 0;
    while (lines.next()) {
        const auto line = lines.line();
        if (is_rule(line) || line.starts_with("Filtering enabled"))
            continue;
        if (is_difference(line))
            return refuse(lines.number(), trim(line), "sizes of one file, not a difference of two");
        const auto row = table_row(line, table);
        if (!row)
            ++unread;
        else if (row->name == "TOTAL")
            total = row->in_file;
        else if (!row->nested)
            rows.add(row->name, row->loaded, row->in_file);
    }
    if (!total)
        return refuse(lines.number(), "no TOTAL", expected_table);
    rows.set_file_size(*total);
    auto result = rows.contents(table == BloatyTable::both && rows.any_text());
    result.warnings.emplace_back("bloaty rounds the sizes of its table to three digits; --csv prints them exactly");
    warn_unread(result.warnings, unread);
    return result;
}

Recognition recognise_bloaty_csv(Head head) {
    return csv_columns(first_line(head.text)) ? Recognition::yes : Recognition::no;
}

tl::expected<Read<Contents>, ReadError> read_bloaty_csv(std::string_view text) {
    constexpr auto most = std::uint64_t{1} << 46U; // so that no sum of rows runs over
    const auto columns = csv_columns(first_line(text));
    if (!columns)
        return refuse(1, first_line(text), "the heading of bloaty --csv: sections,vmsize,filesize");
    BloatyRows rows;
    std::uint64_t unread = 0;
    Lines lines(text);
    for (lines.next(); lines.next();) {
        const auto fields = split_record(lines.line(), columns->separator);
        if (fields.size() > 1 && (fields.back().starts_with('-') || fields[fields.size() - 2].starts_with('-')))
            return refuse(lines.number(), lines.line(), "sizes of one file, not a difference of two");
        const auto loaded = fields.size() == columns->count ? whole_number(fields[columns->count - 2]) : std::nullopt;
        const auto in_file = loaded ? whole_number(fields.back()) : std::nullopt;
        if (in_file && *in_file < most && *loaded < most)
            rows.add(columns->section < columns->count - 2 ? fields[columns->section] : "", *loaded, *in_file);
        else
            ++unread;
    }
    if (rows.file_size() == 0)
        return refuse(lines.number(), "no row with a size", "rows of bloaty --csv: NAME,VMSIZE,FILESIZE");
    auto result = rows.contents(columns->section < columns->count - 2);
    warn_unread(result.warnings, unread);
    return result;
}

} // namespace perfeng::tools
