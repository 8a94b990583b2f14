#include "perfeng/tools/stacks/perf.hpp"

#include "inspections.hpp"
#include "text/reading.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"

#include <fmt/core.h>
#include <unistd.h>

#include <charconv>

namespace perfeng::tools {
namespace {

constexpr double seconds_a_probe = 20;

int paranoid_here() {
    try {
        return read_paranoid(process::read_file("/proc/sys/kernel/perf_event_paranoid"));
    } catch (const Error&) {
        return read_paranoid({});
    }
}

/// Machines without a counter make perf fall back without a word in the exit status: ask `perf stat`.
bool counts_cycles(process::Runner& runner, const std::string& perf, const std::string& event) {
    const auto execution =
        runner.run(process::tool_command({perf, "stat", "-x,", "-e", event, "--", "true"}, seconds_a_probe));
    const auto count = whole_number(execution.err.substr(0, execution.err.find(',')));
    return execution.status.ok() && count.value_or(0) > 0;
}

bool compresses(process::Runner& runner, const std::string& perf) {
    const auto execution = runner.run(process::tool_command({perf, "version", "--build-options"}, seconds_a_probe));
    Lines lines(execution.out);
    while (lines.next())
        if (trim(lines.line()).starts_with("zstd:"))
            return lines.line().find("[ on") != std::string_view::npos;
    return false;
}

process::Execution try_recording(process::Runner& runner, const Perf& perf, const std::filesystem::path& file) {
    auto argv = record_prefix(perf, {.call_graph = "fp", .frequency = 999, .file = file});
    argv.emplace_back("true");
    return runner.run(process::tool_command(argv, seconds_a_probe));
}

} // namespace

int read_paranoid(std::string_view text) {
    text = trim(text);
    int level = 2;
    std::from_chars(text.data(), text.data() + text.size(), level);
    return level;
}

Unavailable explain_refusal(std::string_view perf_stderr, int paranoid) {
    const auto says = [&](std::string_view words) { return perf_stderr.find(words) != std::string_view::npos; };
    if (says("perf_event_paranoid") || says("No permission") || says("Permission denied") ||
        says("Operation not permitted"))
        return {fmt::format("the kernel does not let perf record (kernel.perf_event_paranoid is {})", paranoid),
                "sudo sysctl -w kernel.perf_event_paranoid=1; in a container also: docker run --cap-add PERFMON "
                "--security-opt seccomp=unconfined"};
    if (says("not found for kernel"))
        return {"the perf in PATH is a wrapper without a perf for this kernel",
                "apt-get install linux-tools-$(uname -r)"};
    Lines lines(perf_stderr);
    std::string first = "nothing on stderr";
    while (lines.next())
        if (!trim(lines.line()).empty()) {
            first = trim(lines.line());
            break;
        }
    return {"perf cannot record here: " + first, "run by hand: perf record -e cpu-clock -- true"};
}

tl::expected<Perf, Unavailable> find_perf(process::Runner& runner, const std::filesystem::path& scratch) {
    const auto path = process::find_program("perf");
    if (!path)
        return tl::unexpected(
            Unavailable{"perf is not installed", "apt-get install linux-perf (Debian), linux-tools-generic (Ubuntu)"});
    const auto paranoid = paranoid_here();
    const std::string modifier = paranoid >= 2 && ::geteuid() != 0 ? ":u" : "";
    const bool counters = counts_cycles(runner, *path, "cycles" + modifier);
    Perf perf{
        .path = *path, .event = (counters ? "cycles" : "cpu-clock") + modifier, .compress = compresses(runner, *path)};

    const auto file = scratch / "probe.perf.data";
    process::Execution execution;
    for (const bool large_buffer : {true, false}) {
        perf.large_buffer = large_buffer;
        execution = try_recording(runner, perf, file);
        if (execution.status.ok())
            break;
    }
    std::error_code ignored;
    std::filesystem::remove(file, ignored);
    if (!execution.status.ok())
        return tl::unexpected(explain_refusal(execution.err, paranoid));
    return perf;
}

std::string perf_version(process::Runner& runner, const Perf& perf) {
    const auto answer = runner.run(process::tool_command({perf.path, "--version"}, seconds_a_probe)).out;
    std::string_view number = answer;
    skip(number, "perf version ");
    return std::string(trim(number.substr(0, number.find('\n'))));
}

std::vector<std::string> record_prefix(const Perf& perf, const Recording& recording) {
    std::vector<std::string> argv{perf.path,  "record", "-e",
                                  perf.event, "-F",     fmt::format("{:.0f}", recording.frequency)};
    if (!recording.call_graph.empty())
        argv.insert(argv.end(), {"--call-graph", recording.call_graph});
    if (perf.compress)
        argv.emplace_back("-z1");
    if (perf.large_buffer)
        argv.insert(argv.end(), {"-m", "32M"});
    // -N: no copy of every library into ~/.debug. With BPF events perf waits a second for its own thread at the end.
    argv.insert(argv.end(), {"-N", "--no-bpf-event", "-o", recording.file.string(), "--"});
    return argv;
}

std::vector<std::string> script_command(const Perf& perf, const std::filesystem::path& file) {
    return {perf.path,
            "script",
            "--no-inline",
            "--no-demangle",
            "--show-lost-events",
            "-F",
            "comm,pid,tid,time,event,period,ip,sym,symoff,dso",
            "-i",
            file.string()};
}

bool cannot_decompress(std::string_view perf_stderr) {
    return perf_stderr.find("Couldn't decompress data") != perf_stderr.npos;
}

ToolDiagnosis inspect_perf(process::Runner& runner, const std::filesystem::path& scratch) {
    ToolDiagnosis diagnosis{.name = "perf",
                            .purpose = "CPU profile: whole stacks, inlined functions, kernel",
                            .system = "Linux",
                            .slowdown = "under 2% at 999 Hz, 8% at 4999 Hz",
                            .leaves = "perf.data, kept in the store",
                            .formats = {"perf-script"}};
    const auto perf = find_perf(runner, scratch);
    const auto shown = perf ? *perf : Perf{.path = "perf", .event = "cycles"};
    diagnosis.commands = {
        with_workload(record_prefix(shown, {.call_graph = "dwarf,16384", .frequency = 999, .file = "perf.data"})),
        process::join_words(script_command(shown, "perf.data"))};
    if (!say_found(diagnosis, perf))
        return diagnosis;
    diagnosis.path = perf->path;
    diagnosis.version = perf_version(runner, *perf);
    if (perf->event.ends_with(":u"))
        say_partly(diagnosis, "the kernel is closed to it: time in the kernel is not seen",
                   "sudo sysctl -w kernel.perf_event_paranoid=1");
    else if (perf->event.starts_with("cpu-clock"))
        say_partly(diagnosis,
                   "no counter of cycles on this machine (a virtual one?): it samples by the clock, and counts no "
                   "instructions",
                   "let the virtual machine have performance counters (for KVM: -cpu host,pmu=on)");
    return diagnosis;
}

} // namespace perfeng::tools
