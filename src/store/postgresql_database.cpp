#if defined(PERFENG_POSTGRESQL)
#include "postgresql_database.hpp"

#include "postgresql_values.hpp"

#include <algorithm>

namespace perfeng::store {
namespace {

/// `?` as $1, $2, ... No statement of the store holds a question mark otherwise.
std::string with_numbered_parameters(std::string_view sql) {
    std::string made;
    int parameter = 0;
    for (const char c : sql)
        made += c == '?' ? "$" + std::to_string(++parameter) : std::string(1, c);
    return made;
}

/// Runs at the first step, and holds all rows from then on.
class PostgresqlQuery : public Query {
public:
    PostgresqlQuery(PostgresqlConnection& connection, std::string sql)
        : connection_(connection), sql_(std::move(sql)), result_(nullptr, PQclear) {}

    void bind(int parameter, Value value) override {
        parameters_.resize(std::max(parameters_.size(), static_cast<std::size_t>(parameter)));
        parameters_[static_cast<std::size_t>(parameter) - 1] = parameter_of(value);
    }

    bool step() override {
        if (!result_)
            result_ = connection_.run(sql_, parameters_);
        return ++row_ < PQntuples(result_.get());
    }

    [[nodiscard]] bool is_null(int column) const override { return PQgetisnull(result_.get(), row_, column) != 0; }
    [[nodiscard]] std::string text(int column) const override { return std::string(bytes(column)); }
    [[nodiscard]] std::int64_t integer(int column) const override { return read_integer(bytes(column)); }
    [[nodiscard]] double number(int column) const override { return read_number(bytes(column)); }
    [[nodiscard]] std::vector<double> numbers(int column) const override { return read_numbers(bytes(column)); }

private:
    [[nodiscard]] std::string_view bytes(int column) const {
        return {PQgetvalue(result_.get(), row_, column),
                static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
    }

    PostgresqlConnection& connection_;
    std::string sql_;
    std::vector<Parameter> parameters_;
    Result result_;
    int row_ = -1;
};

} // namespace

int PostgresqlDatabase::version() const {
    // to_regclass() would not see a table that another process made in the course of this transaction.
    if (auto table = prepare("SELECT 1 FROM pg_catalog.pg_tables WHERE tablename = 'perfeng_version' AND schemaname = "
                             "ANY (current_schemas(false))");
        !table.step())
        return 0;
    auto row = prepare("SELECT version FROM perfeng_version");
    return row.step() ? static_cast<int>(row.integer(0)) : 0;
}

void PostgresqlDatabase::set_version(int version) const {
    execute("CREATE TABLE IF NOT EXISTS perfeng_version (version integer NOT NULL); DELETE FROM perfeng_version; "
            "INSERT INTO perfeng_version VALUES (" +
            std::to_string(version) + ")");
}

void PostgresqlDatabase::lock_schema() const {
    execute("SELECT pg_advisory_xact_lock(8100713218306467)"); // perfeng's own number
}

std::unique_ptr<Query> PostgresqlDatabase::query(std::string_view sql) const {
    return std::make_unique<PostgresqlQuery>(connection_, with_numbered_parameters(sql));
}

} // namespace perfeng::store
#endif
