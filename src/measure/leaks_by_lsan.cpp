#include "leak_ways.hpp"
#include "memory_pass.hpp"
#include "pass_words.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/memory/lsan.hpp"
#include "perfeng/tools/memory/lsan_tool.hpp"

#include <fmt/format.h>

#include <cmath>

namespace perfeng::measure {
namespace {

using tools::Unavailable;

constexpr MemoryPass lsan_pass{"leaks", "LeakSanitizer", 2};
constexpr MemoryPass whole_stacks_pass{"leaks", "LeakSanitizer with whole stacks", 45};

constexpr const char* lsan_tool_name = "LeakSanitizer (preloaded)";

/// The loader separates what it preloads by blanks and colons, env takes a name with "=" for a variable.
bool can_be_named(const PassContext& context) {
    return context.scratch.string().find_first_of(" :") == std::string::npos &&
           context.executable.find('=') == std::string::npos;
}

/// The leaks of one run. Why there are none to tell otherwise: it did not check, or not this program.
tl::expected<PassResult<Leaks>, Unavailable> run_with_lsan(const PassContext& context, const tools::LsanTool& tool,
                                                           const MemoryPass& pass, const tools::LsanRun& plan) {
    std::filesystem::create_directory(plan.directory);
    tools::place_lsan_guest(plan);
    const auto command = under_tool(context, tools::lsan_prefix(tool, plan, context.workload.env));
    const auto run = context.runner.run(command);
    if (const auto failed = failure(context, pass, run, command.argv))
        return tl::unexpected(Unavailable{failed->why, failed->how});
    const auto report = tools::lsan_report(plan);
    if (!report)
        return tl::unexpected(Unavailable{"LeakSanitizer did not check: the program did not load it, did not end by "
                                          "exit, or became another one",
                                          "if the workload starts the program by another one (a shell, env), measure "
                                          "that program itself"});
    if (report->text.empty())
        return PassResult<Leaks>{Leaks{.tool = lsan_tool_name}, {}, {}};
    auto leaks = tools::read_lsan(report->text);
    if (!leaks)
        return tl::unexpected(
            Unavailable{"LeakSanitizer's report: " + to_string(leaks.error()), by_hand(command.argv)});
    leaks->value.tool = lsan_tool_name;
    PassResult<Leaks> result{std::move(leaks->value), {{"lsan.txt", report->file}}, {}};
    for (auto& warning : leaks->warnings)
        result.not_measured.push_back({"a part of the leaks", std::move(warning), by_hand(command.argv)});
    return result;
}

NotMeasured no_whole_stacks(const PassContext& context, const std::string& why) {
    const auto seconds = std::ceil(foreseen_seconds(context, whole_stacks_pass) * 1.5);
    return {"whole stacks of the leaks", why,
            fmt::format("allow them with --pass-limit {:.0f}, or build with -fno-omit-frame-pointer", seconds)};
}

/// A second run, for where it was lost: frame pointers pass over functions that keep none.
PassResult<Leaks> with_whole_stacks(const PassContext& context, const tools::LsanTool& tool, PassResult<Leaks> found) {
    if (const auto refused = refusal(context, whole_stacks_pass)) {
        found.not_measured.push_back(no_whole_stacks(context, refused->why));
        return found;
    }
    announce_run(context, whole_stacks_pass);
    auto again = run_with_lsan(context, tool, whole_stacks_pass, {context.scratch / "lsan.whole", true});
    if (again)
        return std::move(*again);
    found.not_measured.push_back(no_whole_stacks(context, again.error().why));
    return found;
}

} // namespace

LeakAttempt leaks_by_lsan(const PassContext& context) {
    if (auto refused = refusal(context, lsan_pass))
        return PassResult<Leaks>{{}, {}, {std::move(*refused)}};
    const auto tool = tools::find_lsan(context.runner);
    if (!tool)
        return tl::unexpected(tool.error());
    if (!can_be_named(context))
        return tl::unexpected(Unavailable{"LeakSanitizer can't be loaded by a path with a blank, colon or '='", ""});
    announce_run(context, lsan_pass);
    auto found = run_with_lsan(context, *tool, lsan_pass, {context.scratch / "lsan", false});
    if (!found || found->result->count == 0)
        return found;
    return with_whole_stacks(context, *tool, std::move(*found));
}

} // namespace perfeng::measure
