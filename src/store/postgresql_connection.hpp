#pragma once

#include "database.hpp"
#include "url.hpp"

#include <libpq-fe.h>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace perfeng::store {

/// One parameter as the server takes it: in binary, with its type. No content: null.
struct Parameter {
    Oid type = 0;
    std::optional<std::string> content;
};

using Result = std::unique_ptr<PGresult, decltype(&PQclear)>;

/// What libpq does for PostgresqlDatabase. Every failure is an Error that shows no password.
class PostgresqlConnection {
public:
    explicit PostgresqlConnection(Url url);

    /// Any number of statements.
    void execute(const std::string& sql);
    /// One statement, prepared at its first use; results in binary.
    [[nodiscard]] Result run(const std::string& sql, const std::vector<Parameter>& parameters);

    void begin();
    void commit();
    void roll_back() noexcept;

private:
    void connect();
    [[nodiscard]] Result sent(const std::function<Result()>& send);
    [[nodiscard]] Result run_prepared(const std::string& sql, const std::vector<Parameter>& parameters);
    [[nodiscard]] Result prepare(const std::string& sql, const std::vector<Parameter>& parameters);
    [[nodiscard]] bool is_lost() const { return PQstatus(handle_.get()) != CONNECTION_OK; }
    [[nodiscard]] std::string without_secrets(std::string text) const;
    [[noreturn]] void refuse_connection() const;
    void check(const Result& result) const;

    Url url_;
    std::unique_ptr<PGconn, decltype(&PQfinish)> handle_;
    std::map<std::string, std::string> prepared_; ///< names by SQL
    bool open_transaction_ = false;
};

} // namespace perfeng::store
