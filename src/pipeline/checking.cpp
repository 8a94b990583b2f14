#include "checking.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/build/test_output.hpp"

#include <fmt/format.h>

#include <fstream>

namespace perfeng::pipeline {
namespace {

constexpr std::size_t tail_lines = 20;
constexpr std::size_t tail_bytes = 8000;
constexpr std::size_t summary_bytes = 1U << 20U;

process::Execution run_logged(const Context& context, const ShellCommand& command, const std::filesystem::path& log) {
    std::ofstream file(log, std::ios::binary);
    const auto keep = process::Output::stream(
        [&file](std::string_view piece) { file.write(piece.data(), static_cast<std::streamsize>(piece.size())); });
    return context.runner.run({.argv = {"/bin/sh", "-c", command.line},
                               .cwd = command.directory,
                               .out = keep,
                               .err = keep,
                               .timeout = command.time_limit});
}

} // namespace

std::string last_lines(const std::string& text) {
    auto end = text.find_last_not_of(" \t\r\n");
    if (end == std::string::npos)
        return {};
    auto start = end;
    for (std::size_t lines = 0; lines < tail_lines && start != std::string::npos; ++lines)
        start = start == 0 ? std::string::npos : text.rfind('\n', start - 1);
    start = start == std::string::npos ? 0 : start + 1;
    return text.substr(start, end + 1 - start);
}

void run_check(const Context& context, const ShellCommand& command, const std::filesystem::path& scratch,
               Check& check) {
    const auto log = scratch / "check.log";
    const auto execution = run_logged(context, command, log);
    const auto output = process::tail_of_file(log, summary_bytes);
    check.seconds = execution.status.timed_out ? command.time_limit : execution.usage.wall_time;
    const auto told = tools::read_test_output(output, execution.status);
    check.status = told.missing            ? CheckStatus::not_run
                   : execution.status.ok() ? CheckStatus::passed
                                           : CheckStatus::failed;
    check.detail = told.summary;
    check.how = told.how;
    if (execution.status.timed_out) {
        check.detail = fmt::format("stopped, with all that it started, at the time limit of {} s", command.time_limit);
        check.how = "run it by hand to see where it hangs, or raise --time-limit";
    } else if (check.status == CheckStatus::failed) {
        check.detail = to_string(execution.status) + (told.summary.empty() ? "" : "; " + told.summary);
    }
    if (check.status != CheckStatus::passed)
        check.tail = last_lines(process::tail_of_file(log, tail_bytes));
    if (std::filesystem::file_size(log) > 0)
        check.log = context.store.put_blob_file(log);
}

} // namespace perfeng::pipeline
