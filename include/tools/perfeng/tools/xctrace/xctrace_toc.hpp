#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// One recording in a trace. Texts are empty where the trace does not tell.
struct XctraceRun {
    int number = 0;                   ///< from 1, for `run[@number="1"]` in an xpath
    std::string process;              ///< name of the target
    std::optional<std::uint64_t> pid; ///< of the target; none where all processes were recorded
    std::optional<int> exit_status;   ///< the target's own
    std::string termination_reason;   ///< "exit(0)"
    std::string end_reason;           ///< "Target app exited", "Time limit reached"
    std::optional<double> duration;   ///< seconds
    std::string template_name;        ///< "Time Profiler"
    std::string instruments_version;  ///< "14.3.1 (14E300c)"
    std::vector<std::string> schemas; ///< of the tables, each once, in their order
};

struct XctraceToc {
    std::vector<XctraceRun> runs;
};

/// Reads what `xctrace export --toc` prints (Xcode 14 to 26). The environment and the arguments of the target are not
/// kept: they hold secrets. An error is a text that is no whole <trace-toc>; a warning is a run without a number or a
/// target, a figure that is none.
[[nodiscard]] tl::expected<Read<XctraceToc>, ReadError> read_xctrace_toc(std::string_view text);

} // namespace perfeng::tools
