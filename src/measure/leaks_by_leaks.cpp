#include "perfeng/tools/memory/leaks.hpp"

#include "leak_ways.hpp"
#include "pass_words.hpp"
#include "xctrace_recording.hpp"

#include "perfeng/measure/memory.hpp"
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

PassResult<Leaks> no_new_leaks(std::string why, std::string how) {
    return {{}, {}, {{"new leaks by memory graphs", std::move(why), std::move(how)}}};
}

bool failed(const ExitStatus& status) { return status.timed_out || status.signal != 0 || status.code > 1; }

/// What both said at the end: leaks tells its troubles on either.
std::string said_at_end(const process::Execution& execution, const std::filesystem::path& report) {
    const auto words = last_words(execution.err);
    return words.empty() ? last_words(process::tail_of_file(report, 400)) : words;
}

constexpr std::uintmax_t largest_graph_kept = std::uintmax_t{256} << 20U;

/// The memory graph is kept, so that `leaks` itself can tell what is new after a change.
void keep_graph(const std::filesystem::path& graph, PassResult<Leaks>& result) {
    std::error_code none;
    const auto size = std::filesystem::file_size(graph, none);
    if (none)
        return;
    if (size <= largest_graph_kept)
        result.raw.push_back({"memgraph", graph});
    else
        result.not_measured.push_back({"the memory graph",
                                       fmt::format("it is larger than {} MiB", largest_graph_kept >> 20U),
                                       "save it by hand: leaks --outputGraph=FILE.memgraph --atExit -- CMD"});
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
    const auto graph = context.scratch / "leaks.memgraph";
    auto command = under_tool(context, tools::leaks_at_exit_prefix(*tool, graph));
    command.out = process::Output::file(report.string());
    const auto execution = context.runner.run(command);
    if (execution.status.timed_out)
        return no_leaks(fmt::format("leaks did not end within {:.0f} s", context.limit),
                        fmt::format("allow it with --pass-limit {:.0f}", std::ceil(context.limit * 3)));
    if (failed(execution.status))
        return no_leaks("leaks failed: " + to_string(execution.status) + ": " + said_at_end(execution, report),
                        by_hand(command.argv));
    auto result = leaks_in(report, command.argv);
    if (result.result)
        keep_graph(graph, result);
    return result;
}

PassResult<Leaks> new_leaks(process::Runner& runner, const std::filesystem::path& base,
                            const std::filesystem::path& candidate, double limit) {
    const auto tool = tools::find_leaks_tool();
    if (!tool)
        return no_new_leaks(tool.error().why, tool.error().how);
    const auto argv = tools::leaks_since(*tool, base, candidate);
    const auto execution = runner.run(process::tool_command(argv, limit));
    if (failed(execution.status))
        return no_new_leaks("leaks --diffFrom failed: " + to_string(execution.status) + ": " +
                                last_words(execution.err),
                            by_hand(argv));
    const auto leaks = tools::read_leaks(execution.out);
    if (!leaks)
        return no_new_leaks("the report of leaks --diffFrom: " + to_string(leaks.error()), by_hand(argv));
    const auto report = candidate.parent_path() / "leaks-new.txt";
    process::write_file(report, execution.out);
    return {leaks->value, {{"leaks-new.txt", report}}, {}};
}

} // namespace perfeng::measure
