#include "memory_pass.hpp"

#include "pass_words.hpp"

#include "perfeng/measure/memory.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/tools/symbols/elf.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace perfeng::measure {
namespace {

constexpr double start_up = 1; ///< seconds

/// Functions of an executable that allocates without the system's malloc: its own malloc (jemalloc, tcmalloc, ASan,
/// linked in), the usual allocators under names of their own, Go's runtime.
constexpr std::array<std::string_view, 6> own_allocators{"malloc",    "_rjem_malloc", "je_malloc",
                                                         "mi_malloc", "tc_malloc",    "runtime.mallocgc"};

} // namespace

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

double foreseen_seconds(const PassContext& context, const MemoryPass& pass) {
    return std::max(context.trial_wall, start_up + pass.slowdown * context.trial_cpu);
}

std::optional<NotMeasured> refusal(const PassContext& context, const MemoryPass& pass) {
    const auto because = [&](std::string why, std::string how) {
        return NotMeasured{std::string(pass.what), std::move(why), std::move(how)};
    };
    if (const auto why = invisible_allocations(context.executable))
        return because(fmt::format("{} {}: {} cannot see what it allocates", context.executable, *why, pass.tool),
                       "for this measurement build it dynamically and with the system's allocator (C and C++: without "
                       "-static; Rust: a -gnu target without #[global_allocator])");
    const double foreseen = foreseen_seconds(context, pass);
    if (foreseen > context.limit)
        return because(
            fmt::format("{} would take about {:.0f} s, the limit is {:.0f} s", pass.tool, foreseen, context.limit),
            fmt::format("allow it with --pass-limit {:.0f}, or give the program less to do",
                        std::ceil(foreseen * 1.5)));
    return std::nullopt;
}

void announce_run(const PassContext& context, const MemoryPass& pass) {
    announce_pass(context, fmt::format("{}: one run under {}, about {:.0f} s", pass.what, pass.tool,
                                       std::ceil(foreseen_seconds(context, pass))));
}

std::string with_stderr(std::string why, const process::Execution& run) {
    const auto said = last_words(run.err);
    return said.empty() ? why : why + "; its stderr ends with:\n" + said;
}

std::optional<NotMeasured> failure(const PassContext& context, const MemoryPass& pass, const process::Execution& run,
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
        by_hand(argv)};
}

} // namespace perfeng::measure
