#include "perf_sampler.hpp"

#include "pass_words.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"

#include <fmt/core.h>

namespace perfeng::measure {
namespace {

constexpr std::size_t told_of_stderr = 400;

} // namespace

PerfSampler::PerfSampler(const PassContext& context, const tools::Perf& perf, tools::Recording recording)
    : context_(context), perf_(perf), recording_(std::move(recording)) {
    note_tool(context, "perf", [&] { return tools::perf_version(context.runner, perf); });
}

void PerfSampler::execute(const std::string& name) {
    ++executions_;
    reader_.name_threads(name);
    recording_.file =
        context_.scratch / fmt::format("perf.{:.0f}{}.data", recording_.frequency, raw_.empty() ? "" : ".again");
    record();
    auto reading = read();
    if (perf_.compress && tools::cannot_decompress(reading.err)) {
        announce_pass(context_, "perf cannot read what it compressed: recording again, uncompressed");
        perf_.compress = false;
        reader_.forget_recording();
        record();
        reading = read();
    }
    reader_.end_recording();
    if (!reading.status.ok())
        throw Error("perf script: " + to_string(reading.status) + ": " + last_words(reading.err),
                    "run by hand: " + process::join_words(tools::script_command(perf_, recording_.file)));
    if (raw_.empty())
        raw_ = recording_.file;
    else
        std::filesystem::remove(recording_.file);
}

tools::ExpandedProfile PerfSampler::finish() {
    auto script = reader_.finish();
    if (!script)
        throw Error("no sample was taken: the workload uses too little CPU time", "give it more work");
    const auto symbolizer = tools::find_symbolizer();
    if (symbolizer)
        note_tool(context_, tools::symbolizer_name(*symbolizer),
                  [&] { return tools::symbolizer_version(context_.runner, *symbolizer); });
    auto expanded = tools::expand_inlined(std::move(*script), context_.runner, context_.scratch, symbolizer);
    expanded.profile.frequency = recording_.frequency;
    expanded.profile.call_graph = recording_.call_graph;
    return expanded;
}

void PerfSampler::record() {
    auto command = under_tool(context_, tools::record_prefix(perf_, recording_));
    // The workload's messages come with perf's own: to a file, as there may be many.
    const auto messages = context_.scratch / "perf.stderr";
    command.err = process::Output::file(messages.string());
    const auto execution = context_.runner.run(command);
    if (execution.status.timed_out)
        throw Error(fmt::format("the workload did not end within {:.0f} s under perf", context_.limit),
                    "give it less work");
    std::error_code none;
    const bool recorded = std::filesystem::file_size(recording_.file, none) > 0 && !none;
    if (!recorded || !(execution.status.ok() || context_.workload.ignore_failure))
        throw Error("the workload failed under perf, though not in its trials: " + to_string(execution.status) + ": " +
                        last_words(process::tail_of_file(messages, told_of_stderr)),
                    "run by hand: " + process::join_words(command.argv));
}

process::Execution PerfSampler::read() {
    auto command = process::tool_command(tools::script_command(perf_, recording_.file), context_.limit);
    command.out = process::Output::stream([this](std::string_view piece) { reader_.feed(piece); });
    return context_.runner.run(command);
}

} // namespace perfeng::measure
