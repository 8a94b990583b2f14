#pragma once

#include "given.hpp"

#include "perfeng/model/error.hpp"

#include <CLI/CLI.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::cli {

/// Gives every option that the command line left out its value from, strongest first: PERFENG_NAME in the environment
/// (PERFENG_TIME_BUDGET for --time-budget), the file `explicit_file` or else the nearest perfeng.toml upward from the
/// working directory, the user's own file ($XDG_CONFIG_HOME/perfeng/config.toml, ~/.config without it).
/// Returns what it gave. Throws Error (file, line, the nearest known key) for a key that is unknown or has a wrong
/// type.
std::vector<Given> apply_configuration(CLI::App& app, CLI::App& command, const std::string& explicit_file);

/// One table of those that may stand several times in a file.
struct Record {
    std::string origin;    ///< "perfeng.toml:12", to be named in errors
    std::string directory; ///< of the file
    /// As the command line would spell them; a table as "NAME=value"; paths absolute.
    std::map<std::string, std::vector<std::string>> values;

    /// Empty where the key is not there.
    [[nodiscard]] std::vector<std::string> words(const std::string& key) const;
    [[nodiscard]] std::string word(const std::string& key) const;
};

/// All tables of this name: those of the project's file first, then those of the user's own. Throws Error as above.
[[nodiscard]] std::vector<Record> configured_records(std::string_view name, const std::string& explicit_file);

/// What `read` returns; its errors name the place.
template <typename Read> auto naming(const std::string& origin, const Read& read) {
    try {
        return read();
    } catch (const Error& error) {
        throw Error(origin + ": " + error.what(), error.hint());
    }
}

} // namespace perfeng::cli
