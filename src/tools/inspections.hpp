#pragma once

#include "perfeng/model/diagnosis.hpp"
#include "perfeng/process/runner.hpp"
#include "perfeng/tools/unavailable.hpp"

#include <filesystem>
#include <initializer_list>
#include <string>
#include <vector>

// Each tool says what it is for and how it stands on this machine, in the file of that tool.
namespace perfeng::tools {

[[nodiscard]] ToolDiagnosis inspect_time(process::Runner& runner, const std::filesystem::path& scratch);
[[nodiscard]] ToolDiagnosis inspect_perf(process::Runner& runner, const std::filesystem::path& scratch);
[[nodiscard]] ToolDiagnosis inspect_flamegraph(process::Runner& runner, const std::filesystem::path& scratch);
[[nodiscard]] ToolDiagnosis inspect_sample(process::Runner& runner, const std::filesystem::path& scratch);
[[nodiscard]] ToolDiagnosis inspect_xctrace(process::Runner& runner, const std::filesystem::path& scratch);
[[nodiscard]] ToolDiagnosis inspect_cargo_instruments(process::Runner& runner, const std::filesystem::path& scratch);
[[nodiscard]] ToolDiagnosis inspect_callgrind(process::Runner& runner, const std::filesystem::path& scratch);
[[nodiscard]] ToolDiagnosis inspect_memcheck(process::Runner& runner, const std::filesystem::path& scratch);
[[nodiscard]] ToolDiagnosis inspect_lsan(process::Runner& runner, const std::filesystem::path& scratch);
[[nodiscard]] ToolDiagnosis inspect_leaks(process::Runner& runner, const std::filesystem::path& scratch);
[[nodiscard]] ToolDiagnosis inspect_heaptrack(process::Runner& runner, const std::filesystem::path& scratch);
[[nodiscard]] ToolDiagnosis inspect_symbolizer(process::Runner& runner, const std::filesystem::path& scratch);

inline void say_missing(ToolDiagnosis& diagnosis, const Unavailable& reason) {
    diagnosis.state = ToolState::missing;
    diagnosis.why = reason.why;
    diagnosis.how = reason.how;
}

/// The command line with the workload behind it, as a shell takes it.
[[nodiscard]] std::string with_workload(std::vector<std::string> prefix);

} // namespace perfeng::tools
