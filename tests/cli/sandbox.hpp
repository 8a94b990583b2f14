#pragma once

#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/process/runner.hpp"

#include <nlohmann/json.hpp>

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace perfeng {

using Json = nlohmann::json;
using Words = std::vector<std::string>;

/// What a run of the real perfeng came to.
struct Told {
    int status = 0;
    std::string out;
    std::string err;

    /// The document on stdout, which must be nothing else.
    [[nodiscard]] Json json() const;
};

/// A directory of its own to run perfeng in: no configuration, no store, no home but this one.
class Sandbox {
public:
    Sandbox();

    [[nodiscard]] const std::filesystem::path& path() const { return directory_.path(); }
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path() / name; }
    void write(const std::string& name, const std::string& content) const;
    /// A script for sh, executable.
    std::string script(const std::string& name, const std::string& body) const;
    /// Lets cargo find its toolchain and what it has fetched, in spite of the sandbox's own home.
    void allow_cargo();
    /// Compiles a C program.
    void compile(const std::string& name, const std::string& source) const;
    [[nodiscard]] std::string read(const std::string& name) const { return process::read_file(path() / name); }

    [[nodiscard]] Told perfeng(const Words& words) const;
    /// A shell's line, with perfeng as "$P".
    [[nodiscard]] Told shell(const std::string& line) const;
    /// Sends `signal` to perfeng as soon as `due()`.
    [[nodiscard]] Told interrupted(const Words& words, int signal, const std::function<bool()>& due) const;

    /// The documents of `perfeng list`, newest first.
    [[nodiscard]] Json list() const;

    std::map<std::string, std::optional<std::string>> env;
    std::string cwd; ///< where perfeng runs; the sandbox itself

private:
    [[nodiscard]] Told run(Words argv) const;

    process::TemporaryDirectory directory_;
};

/// One of tests/programs.
[[nodiscard]] std::string program(const std::string& name);

/// Whether a process runs; one that has ended and waits to be noticed does not.
[[nodiscard]] bool alive(const std::string& pid);

/// True as soon as `condition` is, false after ten seconds.
bool wait_until(const std::function<bool()>& condition);

/// Failed as told: exit status, words of the message and a hint that says what to do.
void check_error(const Told& told, int status, const std::string& message, const std::string& hint);

/// The entry of an array whose `key` is `value`; null where there is none.
[[nodiscard]] Json entry_of(const Json& array, const std::string& key, const std::string& value);

void check_valid(const std::string& document, const std::string& schema_name);

} // namespace perfeng
