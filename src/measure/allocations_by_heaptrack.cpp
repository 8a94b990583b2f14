#include "allocation_ways.hpp"
#include "memory_pass.hpp"
#include "pass_words.hpp"

#include "perfeng/tools/memory/heaptrack.hpp"

namespace perfeng::measure {
namespace {

constexpr MemoryPass heaptrack_pass{"allocations", "heaptrack", 9};

/// heaptrack is a shell script: a signal comes back as an exit status over 128.
process::Execution out_of_shell(process::Execution run) {
    if (run.status.signal == 0 && run.status.code > 128 && run.status.code <= 128 + 64)
        run.status.signal = run.status.code - 128;
    return run;
}

process::Command heaptrack_command(const PassContext& context, const tools::Heaptrack& heaptrack,
                                   const std::filesystem::path& stem) {
    auto command = under_tool(context, tools::heaptrack_prefix(heaptrack, stem));
    if (heaptrack.opens_window)
        for (const auto* display : {"DISPLAY", "WAYLAND_DISPLAY"})
            command.env[display] = std::nullopt;
    return command;
}

PassResult<Allocations> record_allocations(const PassContext& context, const tools::Heaptrack& heaptrack) {
    const auto stem = context.scratch / "heaptrack";
    const auto command = heaptrack_command(context, heaptrack, stem);
    const auto run = out_of_shell(context.runner.run(command));
    if (auto failed = failure(context, heaptrack_pass, run, command.argv))
        return {{}, {}, {std::move(*failed)}};
    const auto file = tools::heaptrack_record(stem);
    if (!file)
        return not_measured<Allocations>(heaptrack_pass, with_stderr("heaptrack left no record", run),
                                         by_hand(command.argv));
    const auto allocations = tools::read_heaptrack_file(context.runner, *file, context.executable, context.limit);
    if (!allocations)
        return not_measured<Allocations>(heaptrack_pass, "heaptrack's record: " + to_string(allocations.error()),
                                         by_hand(command.argv));
    return {*allocations, {{"heaptrack", *file}}, {}};
}

} // namespace

PassResult<Allocations> allocations_by_heaptrack(const PassContext& context) {
    if (auto refused = refusal(context, heaptrack_pass))
        return {{}, {}, {std::move(*refused)}};
    const auto heaptrack = tools::find_heaptrack(context.runner);
    if (!heaptrack)
        return not_measured<Allocations>(heaptrack_pass, heaptrack.error().why, heaptrack.error().how);
    note_tool(context, "heaptrack", heaptrack->version);
    announce_run(context, heaptrack_pass);
    return record_allocations(context, *heaptrack);
}

} // namespace perfeng::measure
