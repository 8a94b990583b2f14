#include "cpu_ways.hpp"
#include "pass_words.hpp"
#include "xctrace_recording.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/stacks/sample.hpp"
#include "perfeng/tools/stacks/sample_tool.hpp"

namespace perfeng::measure {
namespace {

PassResult<Profile> profile_in_report(const tools::SampleRun& run, const std::vector<std::string>& argv) {
    if (!std::filesystem::exists(run.report)) {
        auto reason = tools::explain_no_sample(process::tail_of_file(run.messages, 400));
        return no_cpu_profile(reason.why, reason.how.empty() ? by_hand(argv) : reason.how);
    }
    auto read = tools::read_sample(process::read_file(run.report));
    if (!read || !read->value.profile)
        return no_cpu_profile("the report of sample: " + (read ? "no samples" : to_string(read.error())),
                              by_hand(argv));
    PassResult<Profile> result{std::move(read->value.profile), {{"sample.txt", run.report}}, {}};
    add_reservations(result.not_measured, "CPU profile", read->warnings);
    return result;
}

} // namespace

CpuAttempt cpu_by_sample(const PassContext& context, const ProfileOptions&) {
    const auto tool = tools::find_sample_tool();
    if (!tool)
        return tl::unexpected(tool.error());
    announce_pass(context, "CPU profile: sample, one execution");
    const tools::SampleRun run{.report = context.scratch / "sample.txt",
                               .messages = context.scratch / "sample.stderr",
                               .limit = context.limit};
    const auto command = under_tool(context, tools::sample_prefix(*tool, run));
    const auto execution = context.runner.run(command);
    if (execution.status.timed_out || (!execution.status.ok() && !context.workload.ignore_failure))
        return no_cpu_profile("the workload failed under sample, though not in its trials: " +
                                  to_string(execution.status) + ": " + last_words(execution.err),
                              by_hand(command.argv));
    return profile_in_report(run, command.argv);
}

} // namespace perfeng::measure
