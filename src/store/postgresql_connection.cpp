#if defined(PERFENG_POSTGRESQL)
#include "postgresql_connection.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/pending_file.hpp"
#include "perfeng/store/location.hpp"

#include <spdlog/spdlog.h>

#include <cerrno>
#include <cstdlib>

namespace perfeng::store {
namespace {

constexpr auto longest_connecting = "10"; // seconds

std::string password_hint() {
    return "put the right password where libpq looks for it: " + std::string(password_places);
}

Result held(PGresult* result) { return {result, PQclear}; }

std::string trimmed(std::string text) {
    text.erase(text.find_last_not_of(" \n") + 1);
    return text;
}

std::string hint_for_state(std::string_view state) {
    if (state == "42501")
        return "the role lacks a right: docs/store.md lists what it needs (GRANT SELECT, INSERT, ...)";
    if (state == "53100")
        return process::next_step(ENOSPC);
    if (state.starts_with("53") || state.starts_with("57"))
        return "the server is short of something or going down: try again later; or measure into a directory (--store "
               "DIR) and `perfeng push` then";
    if (state.starts_with("28"))
        return password_hint();
    if (state == "3F000" || state.starts_with("42"))
        return "is this a database for perfeng alone? Create one: createdb perfeng (docs/store.md)";
    return "look into the log of the server; or measure into a directory (--store DIR) and `perfeng push` later";
}

void log_notice(void* /*unused*/, const char* message) { spdlog::debug("postgresql: {}", trimmed(message)); }

} // namespace

PostgresqlConnection::PostgresqlConnection(Url url) : url_(std::move(url)), handle_(nullptr, PQfinish) { connect(); }

void PostgresqlConnection::connect() {
    std::vector<const char*> keys;
    std::vector<const char*> values;
    const auto set = [&](const char* key, const char* value) {
        keys.push_back(key);
        values.push_back(value);
    };
    if (std::getenv("PGCONNECT_TIMEOUT") == nullptr)
        set("connect_timeout", longest_connecting);
    set("fallback_application_name", "perfeng");
    set("dbname", url_.connection.c_str()); // is stronger than what stands before it, and weaker than what follows
    for (const auto& [key, value] : url_.secrets)
        set(key.c_str(), value.c_str());
    set("client_encoding", "UTF8");
    set(nullptr, nullptr);
    prepared_.clear();
    handle_.reset(PQconnectdbParams(keys.data(), values.data(), 1));
    if (is_lost())
        refuse_connection();
    PQsetNoticeProcessor(handle_.get(), log_notice, nullptr);
}

void PostgresqlConnection::refuse_connection() const {
    const bool asked = PQconnectionNeedsPassword(handle_.get()) != 0 || PQconnectionUsedPassword(handle_.get()) != 0;
    throw Error("cannot reach the store " + url_.shown + ": " + without_secrets(trimmed(PQerrorMessage(handle_.get()))),
                asked ? password_hint()
                      : "check host, port, user and database (`psql " + url_.shown +
                            "` must work), and that the server runs; without it measure into a directory (--store "
                            "DIR) and `perfeng push` later");
}

std::string PostgresqlConnection::without_secrets(std::string text) const {
    for (const auto& [key, secret] : url_.secrets)
        for (auto at = text.find(secret); !secret.empty() && at != text.npos; at = text.find(secret, at + 3))
            text.replace(at, secret.size(), "***");
    return text;
}

void PostgresqlConnection::check(const Result& result) const {
    const auto status = PQresultStatus(result.get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY)
        return;
    const auto* const state = PQresultErrorField(result.get(), PG_DIAG_SQLSTATE);
    const auto* const why = PQresultErrorField(result.get(), PG_DIAG_MESSAGE_PRIMARY);
    const auto message = without_secrets(trimmed(why != nullptr ? why : PQerrorMessage(handle_.get())));
    if (is_lost())
        throw Error("the connection to the store " + url_.shown + " was lost: " + message,
                    "nothing that was acknowledged is lost; see with `perfeng list` what is there, and try again");
    throw Error("the store " + url_.shown + " failed: " + message, hint_for_state(state != nullptr ? state : ""));
}

/// What is sent outside of a transaction may be sent twice: perfeng asks there, or adds what may be there already.
Result PostgresqlConnection::sent(const std::function<Result()>& send) {
    auto result = send();
    if (is_lost() && !open_transaction_) {
        connect();
        result = send();
    }
    check(result);
    return result;
}

void PostgresqlConnection::execute(const std::string& sql) {
    (void)sent([&] { return held(PQexec(handle_.get(), sql.c_str())); });
}

Result PostgresqlConnection::run(const std::string& sql, const std::vector<Parameter>& parameters) {
    return sent([&] { return run_prepared(sql, parameters); });
}

Result PostgresqlConnection::prepare(const std::string& sql, const std::vector<Parameter>& parameters) {
    std::vector<Oid> types;
    for (const auto& parameter : parameters)
        types.push_back(parameter.type);
    const auto name = "perfeng_" + std::to_string(prepared_.size());
    auto result =
        held(PQprepare(handle_.get(), name.c_str(), sql.c_str(), static_cast<int>(types.size()), types.data()));
    if (PQresultStatus(result.get()) == PGRES_COMMAND_OK)
        prepared_[sql] = name;
    return result;
}

Result PostgresqlConnection::run_prepared(const std::string& sql, const std::vector<Parameter>& parameters) {
    if (!prepared_.contains(sql))
        if (auto failed = prepare(sql, parameters); !prepared_.contains(sql))
            return failed;
    std::vector<const char*> values;
    std::vector<int> lengths;
    for (const auto& [type, content] : parameters) {
        values.push_back(content ? content->data() : nullptr);
        lengths.push_back(content ? static_cast<int>(content->size()) : 0);
    }
    const std::vector<int> binary(parameters.size(), 1);
    return held(PQexecPrepared(handle_.get(), prepared_.at(sql).c_str(), static_cast<int>(values.size()), values.data(),
                               lengths.data(), binary.data(), 1));
}

void PostgresqlConnection::begin() {
    execute("BEGIN");
    open_transaction_ = true;
}

void PostgresqlConnection::commit() {
    execute("COMMIT");
    open_transaction_ = false;
}

void PostgresqlConnection::roll_back() noexcept {
    if (std::exchange(open_transaction_, false) && !is_lost())
        PQclear(PQexec(handle_.get(), "ROLLBACK"));
}

} // namespace perfeng::store
#endif
