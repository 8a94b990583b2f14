#pragma once

#include "perfeng/model/diagnosis.hpp"
#include "perfeng/process/runner.hpp"
#include "perfeng/tools/unavailable.hpp"

#include <tl/expected.hpp>

#include <filesystem>
#include <string>
#include <utility>
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

/// Whether it was found. Then it works, unless more is said.
template <typename T> bool say_found(ToolDiagnosis& diagnosis, const tl::expected<T, Unavailable>& tool) {
    if (!tool) {
        say_missing(diagnosis, tool.error());
        return false;
    }
    diagnosis.state = ToolState::works;
    return true;
}

inline void say_partly(ToolDiagnosis& diagnosis, std::string why, std::string how) {
    diagnosis.state = ToolState::partly;
    diagnosis.why = std::move(why);
    diagnosis.how = std::move(how);
}

/// The command line with the workload behind it, as a shell takes it.
[[nodiscard]] std::string with_workload(std::vector<std::string> prefix);

} // namespace perfeng::tools
