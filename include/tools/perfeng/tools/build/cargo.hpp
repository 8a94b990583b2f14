#pragma once

#include "perfeng/model/error.hpp"

#include <tl/expected.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// A `cargo run` told apart: measuring it would measure cargo, and perhaps a build.
struct CargoRun {
    std::vector<std::string> build;     ///< builds the same program, and prints what it built as JSON on stdout
    std::vector<std::string> arguments; ///< the program's own
    std::string target;                 ///< the binary or example that was asked for by name; empty: none
};

/// Recognises `cargo [+TOOLCHAIN] [OPTIONS] run|r [OPTIONS] [--] [ARGS]` (cargo 1.95), cargo by any path; nothing for
/// any other command, and for a `cargo run --help`. The build is to be run in the same directory and environment.
[[nodiscard]] std::optional<CargoRun> recognise_cargo_run(const std::vector<std::string>& argv);

/// A program that cargo built, and its profile: `opt_level` "0" to "3", "s" or "z"; `debug_info` "0" to "2",
/// "line-tables-only" or "line-directives-only".
struct CargoExecutable {
    std::string name;
    std::string path;
    std::string opt_level;
    std::string debug_info;
    bool debug_assertions = false;
};

/// Reads what `cargo build --message-format=json-render-diagnostics` prints: one JSON object a line, other lines are
/// skipped. With a `target`, the binary or example of that name; without, the only one. Refuses a build that failed or
/// broke off, one without such a program, and one of several programs, which are then named in `found`.
[[nodiscard]] tl::expected<CargoExecutable, ReadError> read_cargo_messages(std::string_view json_lines,
                                                                           std::string_view target);

} // namespace perfeng::tools
