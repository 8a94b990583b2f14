#include "cpu_ways.hpp"
#include "pass_words.hpp"
#include "xctrace_recording.hpp"

#include "perfeng/tools/xctrace/cargo_instruments.hpp"

namespace perfeng::measure {

CpuAttempt cpu_by_cargo_instruments(const PassContext& context, const ProfileOptions&) {
    const auto run = tools::recognise_cargo_run(context.workload.typed);
    if (!run)
        return tl::unexpected(
            tools::Unavailable{"cargo instruments records what cargo runs, and this is no `cargo run`",
                               "measure `cargo run --release`, or use --profiler xctrace"});
    const auto tool = tools::find_cargo_instruments();
    if (!tool)
        return tl::unexpected(tool.error());
    const auto xctrace = tools::find_xctrace(context.runner);
    if (!xctrace)
        return tl::unexpected(xctrace.error());
    note_tool(context, "xctrace", xctrace->version);
    announce_pass(context, "CPU profile: cargo instruments, Time Profiler, one execution");
    const auto file = context.scratch / "cargo-instruments.trace";
    auto command = under_tool(context, {});
    command.argv = tools::cargo_instruments_command(*run, file, context.limit);
    const auto trace = trace_of(context, *xctrace, std::move(command), file);
    if (!trace)
        return no_cpu_profile(trace.error().why, trace.error().how);
    return profile_in_trace(context, *xctrace, *trace);
}

} // namespace perfeng::measure
