#include "perfeng/tools/memory/leaks.hpp"

#include "leak_ways.hpp"
#include "pass_words.hpp"
#include "xctrace_recording.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/memory/leaks_tool.hpp"

#include <fmt/format.h>

#include <cmath>

namespace perfeng::measure {
namespace {

constexpr const char* leaks_pass = "leaks";

PassResult<Leaks> no_leaks(std::string why, std::string how) {
    return {{}, {}, {{leaks_pass, std::move(why), std::move(how)}}};
}

bool failed(const ExitStatus& status) { return status.timed_out || status.signal != 0 || status.code > 1; }

/// What both said at the end: leaks tells its troubles on either.
std::string said_at_end(const process::Execution& execution, const std::filesystem::path& report) {
    const auto words = last_words(execution.err);
    return words.empty() ? last_words(process::tail_of_file(report, 400)) : words;
}

PassResult<Leaks> leaks_in(const std::filesystem::path& report, const std::vector<std::string>& argv) {
    auto leaks = tools::read_leaks(process::read_file(report));
    if (!leaks)
        return no_leaks("leaks wrote no report, as where the program did not end by exit: " + to_string(leaks.error()),
                        by_hand(argv));
    PassResult<Leaks> result{std::move(leaks->value), {{"leaks.txt", report}}, {}};
    add_reservations(result.not_measured, leaks_pass, leaks->warnings);
    return result;
}

} // namespace

LeakAttempt leaks_by_leaks(const PassContext& context) {
    const auto tool = tools::find_leaks_tool();
    if (!tool)
        return tl::unexpected(tool.error());
    if (context.trial_wall > context.limit)
        return no_leaks(
            fmt::format("one execution takes {:.0f} s, a pass at most {:.0f} s", context.trial_wall, context.limit),
            fmt::format("allow it with --pass-limit {:.0f}", std::ceil(context.trial_wall * 3)));
    announce_pass(context,
                  fmt::format("leaks: one run under leaks --atExit, at least {:.0f} s", std::ceil(context.trial_wall)));
    const auto report = context.scratch / "leaks.txt";
    auto command = under_tool(context, tools::leaks_at_exit_prefix(*tool, {}));
    command.out = process::Output::file(report.string());
    const auto execution = context.runner.run(command);
    if (execution.status.timed_out)
        return no_leaks(fmt::format("leaks did not end within {:.0f} s", context.limit),
                        fmt::format("allow it with --pass-limit {:.0f}", std::ceil(context.limit * 3)));
    if (failed(execution.status))
        return no_leaks("leaks failed: " + to_string(execution.status) + ": " + said_at_end(execution, report),
                        by_hand(command.argv));
    return leaks_in(report, command.argv);
}

} // namespace perfeng::measure
