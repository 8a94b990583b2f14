#include "tables.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace perfeng::store {
namespace {

std::string listed(std::span<const Column> columns, std::string_view pattern = "{0}") {
    std::vector<std::string> words;
    for (const auto& column : columns)
        words.push_back(fmt::format(fmt::runtime(pattern), column.name));
    return fmt::format("{}", fmt::join(words, ", "));
}

std::string on_conflict(const Table& table, IfThere if_there) {
    const std::span<const Column> columns(table.columns);
    const auto conflict = "ON CONFLICT (" + listed(columns.first(table.keys)) + ") DO ";
    return if_there == IfThere::keep
               ? conflict + "NOTHING"
               : conflict + "UPDATE SET " + listed(columns.subspan(table.keys), "{0} = excluded.{0}");
}

Value current_value(const Statement& statement, int column, Kind kind) {
    switch (kind) {
    case Kind::text:
        return statement.text(column);
    case Kind::integer:
        return statement.integer(column);
    case Kind::numbers:
        return statement.numbers(column);
    case Kind::number:
        break;
    }
    return value_of(statement.number(column));
}

} // namespace

const Table& measurements_table() {
    static const Table table{
        "measurements", 1, {{"id"}, {"created"}, {"role"}, {"name"}, {"command"}, {"workload_key"}, {"document"}}};
    return table;
}

const Table& metrics_table() {
    static const Table table{"metrics",
                             2,
                             {{"measurement_id"},
                              {"name"},
                              {"unit"},
                              {"n", Kind::integer},
                              {"median", Kind::number},
                              {"lo", Kind::number},
                              {"hi", Kind::number},
                              {"trials", Kind::numbers},
                              {"better"},
                              {"workload_key"},
                              {"created"},
                              {"label"},
                              {"git_commit"},
                              {"git_dirty", Kind::integer},
                              {"machine"}}};
    return table;
}

const Table& outcomes_table() {
    static const Table table{"outcomes",
                             2,
                             {{"measurement_id"},
                              {"rule"},
                              {"base_id"},
                              {"place"},
                              {"bound", Kind::number},
                              {"expected_lo", Kind::number},
                              {"expected_hi", Kind::number},
                              {"removed", Kind::number},
                              {"achieved", Kind::number},
                              {"achieved_lo", Kind::number},
                              {"achieved_hi", Kind::number},
                              {"together", Kind::integer}}};
    return table;
}

const Table& comparisons_table() {
    static const Table table{
        "comparisons", 1, {{"id"}, {"created"}, {"base_id"}, {"candidate_id"}, {"status"}, {"document"}}};
    return table;
}

const Table& verifications_table() {
    static const Table table{
        "verifications", 1, {{"id"}, {"created"}, {"program"}, {"base_id"}, {"status"}, {"document"}}};
    return table;
}

const Table& growths_table() {
    static const Table table{"growths", 1, {{"id"}, {"created"}, {"executable"}, {"document"}}};
    return table;
}

bool put_row(const Database& database, const Table& table, IfThere if_there, std::vector<Value> row) {
    auto marks = fmt::format("{}", fmt::join(std::vector<std::string_view>(table.columns.size(), "?"), ", "));
    auto statement = database.prepare(fmt::format("INSERT INTO {} ({}) VALUES ({}) {} RETURNING {}", table.name,
                                                  listed(table.columns), marks, on_conflict(table, if_there),
                                                  table.columns.front().name));
    const bool is_new = statement.bind_row(std::move(row)).step();
    while (is_new && statement.step()) { // SQLite ends an INSERT at its last row
    }
    return is_new;
}

Statement rows_where(const Database& database, const Table& table, std::string_view column) {
    return database.prepare(fmt::format("SELECT {} FROM {} WHERE {} = ?", listed(table.columns), table.name, column));
}

std::vector<Value> current_row(const Statement& statement, const Table& table) {
    std::vector<Value> row;
    for (int column = 0; const auto& [name, kind] : table.columns)
        row.push_back(current_value(statement, column++, kind));
    return row;
}

} // namespace perfeng::store
