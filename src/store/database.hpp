#pragma once

#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

/// What the store asks of a database, and all that it knows of one. The SQL is what SQLite and PostgreSQL both take;
/// where they differ stands in a file of each engine.
namespace perfeng::store {

struct Bytes {
    std::string content;
};

/// What goes into a column. No number is not-a-number: that is null.
using Value = std::variant<std::monostate, std::string, std::int64_t, double, std::vector<double>, Bytes>;

inline Value value_of(std::string_view text) { return std::string(text); }
inline Value value_of(std::int64_t number) { return number; }
inline Value value_of(double number) { return std::isnan(number) ? Value() : Value(number); }
inline Value value_of(const std::optional<double>& number) { return number ? value_of(*number) : Value(); }
inline Value value_of(std::vector<double> numbers) { return numbers; }
inline Value value_of(Bytes bytes) { return bytes; }

/// One statement of one engine. Parameters count from 1, columns from 0.
class Query {
public:
    virtual ~Query() = default;

    virtual void bind(int parameter, Value value) = 0;
    virtual bool step() = 0; ///< true: a row is there to read
    [[nodiscard]] virtual bool is_null(int column) const = 0;
    [[nodiscard]] virtual std::string text(int column) const = 0; ///< or bytes; empty for null
    [[nodiscard]] virtual std::int64_t integer(int column) const = 0;
    [[nodiscard]] virtual double number(int column) const = 0;
    [[nodiscard]] virtual std::vector<double> numbers(int column) const = 0;
};

/// The same for its users: parameters all at once, written `?` in the SQL.
class Statement {
public:
    explicit Statement(std::unique_ptr<Query> query) : query_(std::move(query)) {}

    template <typename... Values> Statement& bind(Values&&... values) {
        int parameter = 0;
        (query_->bind(++parameter, value_of(std::forward<Values>(values))), ...);
        return *this;
    }
    Statement& bind_row(std::vector<Value> row) {
        int parameter = 0;
        for (auto& value : row)
            query_->bind(++parameter, std::move(value));
        return *this;
    }
    bool step() { return query_->step(); }
    void run() {
        while (step()) {
        }
    }

    [[nodiscard]] std::string text(int column) const { return query_->text(column); }
    [[nodiscard]] std::int64_t integer(int column) const { return query_->integer(column); }
    [[nodiscard]] std::optional<double> number(int column) const { ///< null: absent
        return query_->is_null(column) ? std::nullopt : std::optional(query_->number(column));
    }
    [[nodiscard]] std::vector<double> numbers(int column) const { return query_->numbers(column); }

private:
    std::unique_ptr<Query> query_;
};

/// One connection. A lock of another process is waited for; every failure is an Error that says what to do.
class Database {
public:
    virtual ~Database() = default;

    [[nodiscard]] Statement prepare(std::string_view sql) const { return Statement(query(sql)); }
    virtual void execute(const std::string& sql) const = 0; ///< any number of statements

    /// How many steps of a schema it has gone through; 0 where it holds no store.
    [[nodiscard]] virtual int version() const = 0;
    virtual void set_version(int version) const = 0;
    /// The steps that make a store of this version, oldest first. One that was released is never changed: a change is
    /// a new step at the end.
    [[nodiscard]] virtual std::span<const char* const> schema() const = 0;
    virtual void before_migration() const {}
    /// In a transaction: no other process changes the schema until its end.
    virtual void lock_schema() const {}

private:
    friend class Transaction;
    [[nodiscard]] virtual std::unique_ptr<Query> query(std::string_view sql) const = 0;
    virtual void begin() const = 0;
    virtual void commit() const = 0;
    virtual void roll_back() const noexcept = 0; ///< where one is open
};

/// All or nothing: rolled back unless committed.
class Transaction {
public:
    explicit Transaction(const Database& database) : database_(database) { database_.begin(); }
    ~Transaction() { database_.roll_back(); }
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit() const { database_.commit(); }

private:
    const Database& database_;
};

} // namespace perfeng::store
