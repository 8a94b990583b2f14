#pragma once

#include "perfeng/model/executable.hpp"
#include "perfeng/model/workload.hpp"

#include <optional>
#include <string>

namespace perfeng::measure {

/// The files behind a command. `file` is what the system executes (symbolic links kept); `program` the binary that
/// runs: `file` itself, or the interpreter of a script. `script` is the script and `script_index` where it stands
/// in argv (0: the command itself is the script).
struct ProgramFiles {
    std::string file;
    std::string program;
    std::optional<std::string> script;
    std::size_t script_index = 0;
};

/// Throws Error (with what was probably meant) where the command cannot be found.
[[nodiscard]] ProgramFiles program_files(const Workload& workload);

/// Path, digest, size, sections and symbols of a binary, and what it and its project tell of how it was built. One that
/// is neither ELF nor Mach-O has size and digest only. `cwd` is where the workload runs.
[[nodiscard]] Executable inspect_executable(const std::string& path, const std::string& cwd = {});

} // namespace perfeng::measure
