#pragma once

#include "perfeng/process/runner.hpp"
#include "perfeng/tools/unavailable.hpp"

#include <tl/expected.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace perfeng::tools {

/// `flamegraph`, which `cargo install flamegraph` installs beside `cargo flamegraph` (0.4 to 0.6): records with perf on
/// Linux and with xctrace on macOS, and draws what it recorded. Written from its README and its help.
struct FlamegraphTool {
    std::string path;
    std::string version;    ///< "0.6.7"
    bool no_inline = false; ///< can be told to leave inlined functions alone, for which perf takes minutes
};

/// By PATH; another program of that name is none.
[[nodiscard]] tl::expected<FlamegraphTool, Unavailable> find_flamegraph(process::Runner& runner);

struct FlamegraphRun {
    std::filesystem::path svg; ///< to be written
    double frequency = 997;    ///< samples a second
    bool root = false;         ///< records by sudo
};

/// `flamegraph -o .. --freq .. --`, to be put before a command. It ends with 1 where the command failed.
[[nodiscard]] std::vector<std::string> flamegraph_prefix(const FlamegraphTool& tool, const FlamegraphRun& run);

/// What it leaves in the directory where it runs, and replaces there, beside the SVG.
[[nodiscard]] std::vector<std::filesystem::path> flamegraph_leftovers(const std::filesystem::path& directory);

} // namespace perfeng::tools
