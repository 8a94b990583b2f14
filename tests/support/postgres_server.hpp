#pragma once

#include "perfeng/process/file.hpp"

#include <sys/types.h>

#include <string>
#include <vector>

namespace perfeng {

/// A PostgreSQL server of its own, in a temporary directory, on a free port of 127.0.0.1 and a socket in its
/// directory. As root it runs as the user postgres of the package. Everyone needs the password, which is "ge:he/im@?".
/// Throws where the programs of a server are missing or do not start. Survives a crash of its own, and that of the
/// system only where `durable`, as a server does by default.
class PostgresServer {
public:
    explicit PostgresServer(bool durable = false);
    ~PostgresServer();
    PostgresServer(const PostgresServer&) = delete;
    PostgresServer& operator=(const PostgresServer&) = delete;

    /// One for the whole process, started at the first use. Its password is put into PGPASSWORD.
    static PostgresServer& shared();

    static constexpr const char* user = "perfeng";
    static constexpr const char* password = "ge:he/im@?";

    /// A new, empty database; its URL without a password.
    [[nodiscard]] std::string create_database();
    [[nodiscard]] std::string url(const std::string& database) const;
    /// What psql prints for SQL, by lines without headers.
    std::string psql(const std::string& database, const std::string& sql) const;
    [[nodiscard]] int port() const { return port_; }

    void start();
    /// `signal`: SIGINT rolls open transactions back, SIGQUIT ends it at once, as a crash would.
    void stop(int signal);

private:
    [[nodiscard]] std::vector<std::string> as_server_user(std::vector<std::string> words) const;
    [[nodiscard]] bool answers() const;

    process::TemporaryDirectory directory_;
    bool durable_;
    int port_ = 0;
    pid_t process_ = 0;
    int databases_ = 0;
};

} // namespace perfeng
