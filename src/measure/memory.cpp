#include "perfeng/measure/memory.hpp"

#include "allocations_by_xctrace.hpp"
#include "leaks_by_leaks.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/tools/memory/heaptrack.hpp"
#include "perfeng/tools/memory/memcheck.hpp"
#include "perfeng/tools/memory/valgrind.hpp"
#include "perfeng/tools/symbols/elf.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <system_error>
#include <utility>

namespace perfeng::measure {
namespace {

constexpr double heaptrack_slowdown = 9;
constexpr double memcheck_slowdown = 50;
constexpr double start_up = 1; ///< seconds
constexpr std::size_t shown_stderr = 600;

/// What a pass is called in messages, and what it would have measured.
struct Pass {
    std::string_view what;
    std::string_view tool;
    std::string_view package;
};
constexpr Pass allocation_pass{"allocations", "heaptrack", "heaptrack"};
constexpr Pass leak_pass{"leaks", "valgrind memcheck", "valgrind"};

template <typename T> PassResult<T> not_measured(const Pass& pass, std::string why, std::string how) {
    return {{}, {}, {{std::string(pass.what), std::move(why), std::move(how)}}};
}

std::string install_command(const Pass& pass) {
    return fmt::format("install it (Linux): sudo apt install {0}, sudo dnf install {0}, or sudo pacman -S {0}",
                       pass.package);
}

/// Functions of an executable that allocates without the system's malloc: its own malloc (jemalloc, tcmalloc, ASan,
/// linked in), the usual allocators under names of their own, Go's runtime.
constexpr std::array<std::string_view, 6> own_allocators{"malloc",    "_rjem_malloc", "je_malloc",
                                                         "mi_malloc", "tc_malloc",    "runtime.mallocgc"};

/// Why tools that stand between the program and the system's malloc see nothing of this one; none where they do.
std::optional<std::string> invisible_allocations(const std::string& executable) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(executable, error))
        return std::nullopt;
    const auto bytes = process::read_file(executable);
    const auto elf = tools::read_elf(bytes);
    if (!elf)
        return std::nullopt;
    if (elf->static_linked)
        return "is linked statically";
    for (const auto& symbol : elf->symbols)
        if (std::find(own_allocators.begin(), own_allocators.end(), symbol.name) != own_allocators.end())
            return fmt::format("has an allocator of its own ({})", symbol.name);
    return std::nullopt;
}

/// The reasons that are known before anything runs.
std::optional<NotMeasured> refusal(const PassContext& context, const Pass& pass, double foreseen) {
    const auto because = [&](std::string why, std::string how) {
        return NotMeasured{std::string(pass.what), std::move(why), std::move(how)};
    };
    if (const auto why = invisible_allocations(context.executable))
        return because(fmt::format("{} {}: {} cannot see what it allocates", context.executable, *why, pass.tool),
                       "for this measurement build it dynamically and with the system's allocator (C and C++: without "
                       "-static; Rust: a -gnu target without #[global_allocator])");
    if (foreseen > context.limit)
        return because(
            fmt::format("{} would take about {:.0f} s, the limit is {:.0f} s", pass.tool, foreseen, context.limit),
            fmt::format("allow it with --pass-limit {:.0f}, or give the program less to do",
                        std::ceil(foreseen * 1.5)));
    return std::nullopt;
}

void announce(const PassContext& context, const Pass& pass, double foreseen) {
    if (context.announce)
        context.announce(
            fmt::format("{}: one run under {}, about {:.0f} s", pass.what, pass.tool, std::ceil(foreseen)));
}

std::string tail(std::string_view text) {
    while (text.ends_with('\n'))
        text.remove_suffix(1);
    return std::string(text.substr(text.size() - std::min(text.size(), shown_stderr)));
}

std::string with_stderr(std::string why, const process::Execution& run) {
    const auto said = tail(run.err);
    return said.empty() ? why : why + "; its stderr ends with:\n" + said;
}

/// Why a run under the tool tells nothing; none for one that ended as it should.
std::optional<NotMeasured> failure(const PassContext& context, const Pass& pass, const process::Execution& run,
                                   const std::vector<std::string>& argv) {
    const auto& status = run.status;
    if (status.timed_out)
        return NotMeasured{std::string(pass.what),
                           fmt::format("{} did not end within {:.0f} s", pass.tool, context.limit),
                           fmt::format("allow it with --pass-limit {:.0f}", std::ceil(context.limit * 3))};
    if (status.ok() || (status.signal == 0 && context.workload.ignore_failure))
        return std::nullopt;
    return NotMeasured{
        std::string(pass.what),
        with_stderr(fmt::format("under {} the workload ended otherwise than alone: {}", pass.tool, to_string(status)),
                    run),
        "run it by hand: " + process::join_words(argv)};
}

/// Told by its tools, where that of Linux is missing.
bool on_a_mac(std::string_view tool_of_linux) {
    return process::find_program("xcrun") && !process::find_program(tool_of_linux);
}

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
    if (auto failed = failure(context, allocation_pass, run, command.argv))
        return {{}, {}, {std::move(*failed)}};
    const auto file = tools::heaptrack_record(stem);
    if (!file)
        return not_measured<Allocations>(allocation_pass, with_stderr("heaptrack left no record", run),
                                         "run it by hand: " + process::join_words(command.argv));
    const auto allocations = tools::read_heaptrack_file(context.runner, *file, context.executable, context.limit);
    if (!allocations)
        return not_measured<Allocations>(allocation_pass, "heaptrack's record: " + to_string(allocations.error()),
                                         "run it by hand: " + process::join_words(command.argv));
    return {*allocations, {{"heaptrack", *file}}, {}};
}

PassResult<Leaks> check_leaks(const PassContext& context, const tools::Valgrind& valgrind) {
    const auto xml = context.scratch / "memcheck.xml";
    const auto command = under_tool(context, tools::memcheck_prefix(valgrind, xml));
    const auto run = context.runner.run(command);
    if (auto failed = failure(context, leak_pass, run, command.argv))
        return {{}, {}, {std::move(*failed)}};
    if (!std::filesystem::exists(xml))
        return not_measured<Leaks>(leak_pass, with_stderr("memcheck wrote no report", run),
                                   "run it by hand: " + process::join_words(command.argv));
    const auto leaks = tools::read_memcheck_xml(process::read_file(xml));
    if (!leaks)
        return not_measured<Leaks>(leak_pass, "memcheck's report: " + to_string(leaks.error()),
                                   "if the workload starts the program by another one (a shell, env), measure that "
                                   "program itself: valgrind does not follow");
    return {*leaks, {{"memcheck.xml", xml}}, {}};
}

} // namespace

PassResult<Allocations> profile_allocations(const PassContext& context) {
    if (on_a_mac("heaptrack"))
        return allocations_by_xctrace(context);
    const double foreseen = start_up + heaptrack_slowdown * context.trial_wall;
    if (auto refused = refusal(context, allocation_pass, foreseen))
        return {{}, {}, {std::move(*refused)}};
    const auto heaptrack = tools::find_heaptrack(context.runner);
    if (!heaptrack)
        return not_measured<Allocations>(allocation_pass, "heaptrack is not installed",
                                         install_command(allocation_pass));
    announce(context, allocation_pass, foreseen);
    return record_allocations(context, *heaptrack);
}

PassResult<Leaks> find_leaks(const PassContext& context) {
    if (on_a_mac("valgrind"))
        return leaks_by_leaks(context);
    const double foreseen = std::max(context.trial_wall, start_up + memcheck_slowdown * context.trial_cpu);
    if (auto refused = refusal(context, leak_pass, foreseen))
        return {{}, {}, {std::move(*refused)}};
    const auto valgrind = tools::find_valgrind(context.runner);
    if (!valgrind)
        return not_measured<Leaks>(leak_pass, "valgrind is not installed", install_command(leak_pass));
    announce(context, leak_pass, foreseen);
    return check_leaks(context, *valgrind);
}

} // namespace perfeng::measure
