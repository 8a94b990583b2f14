#include "postgres_server.hpp"

#include "perfeng/process/runner.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <thread>
#include <utility>

namespace perfeng {
namespace {

namespace fs = std::filesystem;

/// Of the packages of Debian and Homebrew.
fs::path programs() {
    for (const auto* const directory :
         {"/usr/lib/postgresql/15/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/17/bin",
          "/opt/homebrew/opt/postgresql@15/bin", "/usr/local/opt/postgresql@15/bin"})
        if (fs::exists(fs::path(directory) / "initdb"))
            return directory;
    throw std::runtime_error("no PostgreSQL server is installed: scripts/install test");
}

std::string output_of(const process::Command& command) {
    const auto execution = process::system_runner()->run(command);
    if (!execution.status.ok())
        throw std::runtime_error(command.argv.front() + " failed: " + execution.out + execution.err);
    return execution.out;
}

int free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const any = reinterpret_cast<sockaddr*>(&address);
    const bool found = ::bind(socket, any, size) == 0 && ::getsockname(socket, any, &size) == 0;
    ::close(socket);
    if (!found)
        throw std::runtime_error("no free port on 127.0.0.1");
    return ntohs(address.sin_port);
}

pid_t start_program(const std::vector<std::string>& words, const fs::path& log) {
    std::vector<char*> argv;
    argv.reserve(words.size() + 1);
    for (const auto& word : words)
        argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    const auto child = ::fork();
    if (child != 0)
        return child;
    const int file = ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(file, STDOUT_FILENO);
    ::dup2(file, STDERR_FILENO);
    ::execvp(argv[0], argv.data());
    ::_exit(127);
}

} // namespace

PostgresServer::PostgresServer(bool durable) : durable_(durable), port_(free_port()) {
    const auto data = directory_.path() / "data";
    const auto secret = directory_.path() / "secret";
    process::write_file(secret, std::string(password) + "\n");
    if (const auto* const owner = ::getpwnam("postgres"); ::geteuid() == 0 && owner != nullptr)
        for (const auto& path : {directory_.path(), secret})
            if (::chown(path.c_str(), owner->pw_uid, owner->pw_gid) != 0)
                throw std::runtime_error("cannot give " + path.string() + " to postgres");
    (void)output_of(process::tool_command(
        as_server_user({programs() / "initdb", "--pgdata", data, "--username", user, "--pwfile", secret, "--auth",
                        "scram-sha-256", "--encoding", "UTF8", "--no-locale", "--no-sync", "--no-instructions"}),
        120));
    start();
}

PostgresServer::~PostgresServer() { stop(SIGINT); }

PostgresServer& PostgresServer::shared() {
    static PostgresServer server;
    ::setenv("PGPASSWORD", password, 1);
    return server;
}

std::vector<std::string> PostgresServer::as_server_user(std::vector<std::string> words) const {
#if defined(__linux__)
    std::vector<std::string> changed{"setpriv", "--pdeathsig", "INT"};
    if (::geteuid() == 0)
        changed.insert(changed.end(), {"--reuid", "postgres", "--regid", "postgres", "--init-groups"});
    changed.insert(changed.end(), words.begin(), words.end());
    return changed;
#else
    return words;
#endif
}

void PostgresServer::start() {
    process_ = start_program(
        as_server_user({programs() / "postgres", "-D", directory_.path() / "data", "-k", directory_.path(), "-p",
                        std::to_string(port_), "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=60", "-c",
                        durable_ ? "fsync=on" : "fsync=off"}),
        directory_.path() / "log");
    constexpr int most = 600;
    for (int i = 0; i < most && !answers(); i++)
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    if (!answers())
        throw std::runtime_error("PostgreSQL does not start: " + process::read_file(directory_.path() / "log"));
}

void PostgresServer::stop(int signal) {
    if (process_ <= 0)
        return;
    ::kill(process_, signal);
    ::waitpid(std::exchange(process_, 0), nullptr, 0);
}

bool PostgresServer::answers() const {
    const auto asked =
        process::tool_command({programs() / "pg_isready", "-q", "-h", "127.0.0.1", "-p", std::to_string(port_)}, 10);
    return process::system_runner()->run(asked).status.ok();
}

std::string PostgresServer::url(const std::string& database) const {
    return "postgres://" + std::string(user) + "@127.0.0.1:" + std::to_string(port_) + "/" + database;
}

std::string PostgresServer::create_database() {
    auto name = "test" + std::to_string(++databases_);
    psql("postgres", "CREATE DATABASE " + name);
    return url(name);
}

std::string PostgresServer::psql(const std::string& database, const std::string& sql) const {
    auto command = process::tool_command(
        {programs() / "psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-d", url(database), "-c", sql}, 60);
    command.env["PGPASSWORD"] = password;
    return output_of(command);
}

} // namespace perfeng
