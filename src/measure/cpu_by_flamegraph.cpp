#include "cpu_ways.hpp"
#include "pass_words.hpp"
#include "xctrace_recording.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/stacks/flamegraph_svg.hpp"
#include "perfeng/tools/stacks/flamegraph_tool.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace perfeng::measure {
namespace {

namespace fs = std::filesystem;

/// Of the user's own, which the tool would replace.
std::optional<fs::path> in_the_way(const std::vector<fs::path>& leftovers) {
    const auto found = std::ranges::find_if(leftovers, [](const fs::path& path) { return fs::exists(path); });
    return found == leftovers.end() ? std::nullopt : std::optional(*found);
}

void clear_away(const std::vector<fs::path>& leftovers) {
    std::error_code ignored;
    for (const auto& path : leftovers)
        fs::remove_all(path, ignored);
}

PassResult<Profile> profile_in_svg(const fs::path& svg, const std::vector<std::string>& argv) {
    auto read = tools::read_flamegraph_svg(process::read_file(svg));
    if (!read)
        return no_cpu_profile("the picture of flamegraph: " + to_string(read.error()), by_hand(argv));
    auto& profile = read->value.profile;
    profile.tool = "flamegraph";
    PassResult<Profile> result{std::move(profile), {{"flamegraph.svg", svg}}, {}};
    add_reservations(result.not_measured, "CPU profile", read->warnings);
    return result;
}

PassResult<Profile> draw(const PassContext& context, const tools::FlamegraphTool& tool, const tools::FlamegraphRun& run,
                         const std::vector<fs::path>& leftovers) {
    const auto command = under_tool(context, tools::flamegraph_prefix(tool, run));
    const auto execution = context.runner.run(command);
    clear_away(leftovers);
    const bool drawn = fs::exists(run.svg);
    if (execution.status.timed_out || !drawn || (!execution.status.ok() && !context.workload.ignore_failure))
        return no_cpu_profile("flamegraph or the workload under it failed: " + to_string(execution.status) + ": " +
                                  last_words(execution.err),
                              by_hand(command.argv));
    return profile_in_svg(run.svg, command.argv);
}

} // namespace

CpuAttempt cpu_by_flamegraph(const PassContext& context, const ProfileOptions& options) {
    const auto tool = tools::find_flamegraph(context.runner);
    if (!tool)
        return tl::unexpected(tool.error());
    const auto leftovers = tools::flamegraph_leftovers(context.workload.cwd);
    if (const auto own = in_the_way(leftovers))
        return tl::unexpected(
            tools::Unavailable{"flamegraph would replace " + own->string(), "move it away, or use --profiler perf"});
    tools::FlamegraphRun run{.svg = context.scratch / "flamegraph.svg", .root = options.root};
    if (options.frequency > 0)
        run.frequency = options.frequency;
    note_tool(context, "flamegraph", tool->version);
    announce_pass(context, fmt::format("CPU profile: flamegraph {}, one execution", tool->version));
    return draw(context, *tool, run, leftovers);
}

} // namespace perfeng::measure
