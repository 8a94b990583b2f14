#pragma once

#include "perfeng/tools/unavailable.hpp"

#include <tl/expected.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace perfeng::tools {

/// macOS `sample`, a part of the system: looks at all threads of a running process at each millisecond, also at those
/// that wait. Written from its man page; never run on a Mac by its authors.
struct SampleTool {
    std::string path;
};

/// By PATH alone; a `sample` without an `xcrun` beside it in PATH is another program of that name.
[[nodiscard]] tl::expected<SampleTool, Unavailable> find_sample_tool();

struct SampleRun {
    std::filesystem::path report;   ///< to be written
    std::filesystem::path messages; ///< what sample says beside it
    double limit = 120;             ///< seconds, then it stops looking
};

/// To be put before a command, which a shell starts and hands to sample; it ends as the command does. `-mayDie` makes
/// sample look up symbols at once, since the command ends before sample does.
[[nodiscard]] std::vector<std::string> sample_prefix(const SampleTool& tool, const SampleRun& run);

/// Why there is no report, from what sample said.
[[nodiscard]] Unavailable explain_no_sample(std::string_view said);

} // namespace perfeng::tools
