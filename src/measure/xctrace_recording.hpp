#pragma once

#include "perfeng/measure/pass.hpp"
#include "perfeng/tools/unavailable.hpp"
#include "perfeng/tools/xctrace/xctrace_toc.hpp"
#include "perfeng/tools/xctrace/xctrace_tool.hpp"

#include <tl/expected.hpp>

namespace perfeng::measure {

/// A trace of the workload, and what its table of contents tells of its last run.
struct XctraceTrace {
    std::filesystem::path path;
    tools::XctraceRun run;
};

/// Executes the workload once under `xctrace record`. None where nothing was recorded, where the trace cannot be read,
/// and where the workload failed in it. The exit status of xctrace alone says too little: 54 may be the workload's
/// failure, and the workload's own status stands in the table of contents.
[[nodiscard]] tl::expected<XctraceTrace, tools::Unavailable>
record_with_xctrace(const PassContext& context, const tools::Xctrace& xctrace, tools::XctraceTemplate name);

/// The same with a command that makes `trace` by another way.
[[nodiscard]] tl::expected<XctraceTrace, tools::Unavailable> trace_of(const PassContext& context,
                                                                      const tools::Xctrace& xctrace,
                                                                      process::Command command,
                                                                      const std::filesystem::path& trace);

/// The samples of a trace, from the best of its tables.
[[nodiscard]] PassResult<Profile> profile_in_trace(const PassContext& context, const tools::Xctrace& xctrace,
                                                   const XctraceTrace& trace);

/// What is missing from a result of a run that the time limit ended; `what` it is a part of.
[[nodiscard]] std::vector<NotMeasured> cut_by_limit(const std::string& what, const tools::XctraceRun& run);

/// Warnings of a reader, for the user.
void add_reservations(std::vector<NotMeasured>& to, const std::string& what, const std::vector<std::string>& warnings);

} // namespace perfeng::measure
