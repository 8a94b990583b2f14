#include "sandbox.hpp"

#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <future>
#include <sstream>
#include <thread>

extern char** environ;

namespace perfeng {
namespace {

namespace fs = std::filesystem;

constexpr double longest = 120; // seconds: only a perfeng that hangs takes it

std::string first_line(const fs::path& path) {
    std::string text = process::tail_of_file(path, 100);
    return text.ends_with('\n') ? text.substr(0, text.find('\n')) : ""; // not one that is half written
}

} // namespace

Json Told::json() const {
    INFO(out << err);
    REQUIRE(Json::accept(out));
    return Json::parse(out);
}

Sandbox::Sandbox() {
    cwd = fs::canonical(path()).string();
    for (char** entry = environ; *entry != nullptr; entry++) {
        const std::string_view text = *entry;
        if (text.starts_with("PERFENG_"))
            env[std::string(text.substr(0, text.find('=')))] = std::nullopt;
    }
    for (const auto* const name : {"CI", "NO_COLOR", "CLICOLOR_FORCE"})
        env[name] = std::nullopt;
    env["HOME"] = path().string();
    env["XDG_CONFIG_HOME"] = (path() / "xdg").string();
}

void Sandbox::write(const std::string& name, const std::string& content) const {
    fs::create_directories((path() / name).parent_path());
    process::write_file(path() / name, content);
}

std::string Sandbox::script(const std::string& name, const std::string& body) const {
    write(name, "#!/bin/sh\n" + body);
    fs::permissions(path() / name, fs::perms::owner_all);
    return (path() / name).string();
}

void Sandbox::allow_cargo() {
    const std::string home = std::getenv("HOME") == nullptr ? "" : std::getenv("HOME");
    for (const auto& [name, place] : {std::pair("CARGO_HOME", "/.cargo"), std::pair("RUSTUP_HOME", "/.rustup")})
        if (std::getenv(name) == nullptr && fs::exists(home + place))
            env[name] = home + place;
    env["CARGO_NET_OFFLINE"] = "true";
}

void Sandbox::compile(const std::string& name, const std::string& source) const {
    write(name + ".c", source);
    const auto built = process::system_runner()->run(process::tool_command(
        {"cc", "-O1", "-g", "-o", (path() / name).string(), (path() / (name + ".c")).string()}, 60));
    INFO(built.err);
    REQUIRE(built.status.ok());
}

Told Sandbox::run(Words argv) const {
    process::Command command{.argv = std::move(argv),
                             .cwd = cwd,
                             .env = env,
                             .out = process::Output::capture(),
                             .err = process::Output::capture(),
                             .timeout = longest};
    const auto execution = process::system_runner()->run(command);
    INFO(execution.out << execution.err);
    REQUIRE_FALSE(execution.status.timed_out);
    return {execution.status.code, execution.out, execution.err};
}

Told Sandbox::perfeng(const Words& words) const {
    Words argv{PERFENG_BINARY};
    argv.insert(argv.end(), words.begin(), words.end());
    return run(std::move(argv));
}

Told Sandbox::shell(const std::string& line) const { return run({"sh", "-c", "P='" PERFENG_BINARY "'; " + line}); }

Told Sandbox::interrupted(const Words& words, int signal, const std::function<bool()>& due) const {
    Words argv{"sh", "-c", R"(echo $$ > perfeng.pid; exec "$@")", "sh", PERFENG_BINARY};
    argv.insert(argv.end(), words.begin(), words.end());
    auto told = std::async(std::launch::async, [&] { return run(argv); });
    const bool reached = wait_until(due);
    const auto pid = first_line(path() / "perfeng.pid");
    if (!pid.empty())
        ::kill(std::stoi(pid), reached ? signal : SIGKILL);
    auto result = told.get();
    INFO(result.err);
    REQUIRE(reached);
    return result;
}

Json Sandbox::list() const { return perfeng({"list", "--json"}).json(); }

std::string program(const std::string& name) { return PERFENG_PROGRAMS "/" + name; }

bool alive(const std::string& pid) {
    const auto state = process::system_runner()->run(process::tool_command({"ps", "-o", "stat=", "-p", pid}, 10)).out;
    return !state.empty() && state.front() != 'Z';
}

bool wait_until(const std::function<bool()>& condition) {
    constexpr int most = 1000;
    for (int i = 0; i < most && !condition(); i++)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return condition();
}

void check_error(const Told& told, int status, const std::string& message, const std::string& hint) {
    INFO(told.out);
    CHECK(told.status == status);
    CHECK_THAT(told.err, ContainsSubstring("perfeng: error: "));
    CHECK_THAT(told.err, ContainsSubstring(message));
    const auto at = told.err.find("  hint: ");
    CHECK_THAT(at == std::string::npos ? "no hint in: " + told.err : told.err.substr(at), ContainsSubstring(hint));
}

Json entry_of(const Json& array, const std::string& key, const std::string& value) {
    for (const auto& entry : array)
        if (entry.at(key) == value)
            return entry;
    return nullptr;
}

void check_valid(const std::string& document, const std::string& schema_name) {
    const process::TemporaryDirectory directory;
    const auto path = (directory.path() / "document.json").string();
    process::write_file(path, document);
    const auto execution = process::system_runner()->run(
        process::tool_command({"/usr/bin/python3", "-m", "jsonschema", "-i", path,
                               PERFENG_SOURCE "/docs/schema/" + schema_name + ".schema.json"},
                              60));
    INFO(execution.err << execution.out);
    CHECK(execution.status.ok());
}

} // namespace perfeng
