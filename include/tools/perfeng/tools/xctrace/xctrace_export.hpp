#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/process/runner.hpp"
#include "perfeng/tools/xctrace/xctrace.hpp"
#include "perfeng/tools/xctrace/xctrace_toc.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace perfeng::tools {

// `xctrace export` crashes now and then (Apple FB22897099, Xcode 26.5), and works when it is run again: each of these
// runs a command of xctrace_tool.hpp up to three times, until it succeeds and its output is whole.

[[nodiscard]] tl::expected<Read<XctraceToc>, ReadError>
export_xctrace_toc(process::Runner& runner, const std::vector<std::string>& command, double timeout_seconds);

/// An exported table, read as it comes: it may have more than a gigabyte. What was printed is in `copy`, unless it is
/// larger than `most_copied` bytes: then there is no such file.
[[nodiscard]] tl::expected<Read<XctraceTable>, ReadError>
export_xctrace_table(process::Runner& runner, const std::vector<std::string>& command, double timeout_seconds,
                     std::optional<std::uint64_t> pid, const std::filesystem::path& copy,
                     std::size_t most_copied = std::size_t{64} << 20U);

} // namespace perfeng::tools
