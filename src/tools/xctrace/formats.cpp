#include "families.hpp"
#include "text/looks.hpp"

#include "perfeng/tools/xctrace/xctrace.hpp"
#include "perfeng/tools/xctrace/xctrace_toc.hpp"

#include <fmt/format.h>

#include <array>

namespace perfeng::tools {
namespace {

Recognition recognise_element(Head head, std::string_view element) {
    if (begins_with(head, "<") == Recognition::no)
        return Recognition::no;
    return contains_any(head, {element});
}

Recognition recognise_xctrace(Head head) { return recognise_element(head, "<trace-query-result"); }
Recognition recognise_xctrace_toc(Head head) { return recognise_element(head, "<trace-toc"); }

tl::expected<Read<Contents>, ReadError> xctrace_contents(std::string_view text) {
    auto read = read_xctrace(text);
    if (!read)
        return tl::unexpected(std::move(read.error()));
    auto& table = read->value;
    Read<Contents> result{.value = {}, .warnings = std::move(read->warnings)};
    result.value.profile = std::move(table.profile);
    result.value.leaks = std::move(table.leaks);
    result.value.allocations = std::move(table.allocations);
    result.value.hangs = std::move(table.hangs).value_or(std::vector<Hang>());
    const bool nothing = !result.value.profile && !result.value.leaks && !result.value.allocations && !table.hangs;
    if (nothing)
        return tl::unexpected(
            ReadError{0, table.schemas.empty() ? "no table that perfeng reads" : "a table of " + table.schemas.front(),
                      "one of time-profile, cpu-profile, counters-profile, time-sample, potential-hangs, Leaks or "
                      "Allocations: export that with --xpath"});
    return result;
}

void add_run(const XctraceRun& run, Read<Contents>& result) {
    auto& contents = result.value;
    contents.program = run.process;
    if (run.exit_status.value_or(0) != 0)
        result.warnings.push_back(
            fmt::format("run {}: the program ended with exit status {}", run.number, *run.exit_status));
    if (run.end_reason.find("Time limit") != std::string::npos)
        result.warnings.push_back(
            fmt::format("run {}: {}: what came later was not recorded", run.number, run.end_reason));
}

tl::expected<Read<Contents>, ReadError> xctrace_toc_contents(std::string_view text) {
    auto read = read_xctrace_toc(text);
    if (!read)
        return tl::unexpected(std::move(read.error()));
    Read<Contents> result{.value = {}, .warnings = std::move(read->warnings)};
    const auto& runs = read->value.runs;
    if (!runs.empty())
        add_run(runs.back(), result);
    if (runs.size() > 1)
        result.warnings.push_back(fmt::format("the trace holds {} runs: the last one is told", runs.size()));
    return result;
}

} // namespace

std::span<const Format> xctrace_formats() {
    static constexpr std::array rows{
        Format{"xctrace", "table exported by xctrace", recognise_xctrace, xctrace_contents},
        Format{"xctrace-toc", "table of contents exported by xctrace", recognise_xctrace_toc, xctrace_toc_contents},
    };
    return rows;
}

} // namespace perfeng::tools
