#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/model/profile.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// Where a frame was found.
struct FrameAddress {
    std::uint64_t address = 0;                  ///< as printed
    std::optional<std::uint64_t> symbol_offset; ///< of "main+0x1f"
    bool exact =
        true; ///< the instruction that was interrupted; false: the return address of a call, or inside the call

    bool operator==(const FrameAddress&) const = default;
};

/// What `perf script` printed, frames still told apart by address.
struct PerfScript {
    Profile profile;                     ///< without functions and quality
    std::vector<FrameAddress> addresses; ///< one for each of profile.frames
    std::vector<std::string>
        other_events;                  ///< events whose samples were left out: those of the first event alone are kept
    std::vector<std::string> warnings; ///< of lines in no shape of perf script
};

/// Reads the text of `perf script` (perf 3.2 to 6.x) as it comes in. Time is linear in the text, memory in what is
/// distinct in it. Several recordings of one workload may be fed one after the other: their samples are merged.
///
/// A sample is an event line and its frames, leaf first; blank lines do not matter:
///
///     COMM PID[/TID] [[CPU]] TIME: [PERIOD] EVENT[:MODIFIERS]: [FRAME]
///         ADDRESS SYMBOL[+0xOFFSET] (MODULE)
///         ADDRESS SYMBOL (inlined)
///         ADDRESS [unknown] ([unknown])
///     COMM PID[/TID] TIME: PERF_RECORD_LOST lost 34
///
/// Modules are as printed, but for "[kernel]" (kernel modules and BPF programs too) and "[JIT]" (/tmp/perf-PID.map).
/// Weight is the period: seconds for cpu-clock and task-clock (whose period is in nanoseconds), else events counted.
/// Without periods each sample weighs 1. Samples of events other than the first are left out, see `other_events`.
/// Comments and source lines (-F +srcline) are passed over. So are lines in none of these shapes, and a warning says
/// how many; a text without a single sample is an error.
class PerfScriptReader {
public:
    PerfScriptReader();
    ~PerfScriptReader();
    PerfScriptReader(PerfScriptReader&&) noexcept;
    PerfScriptReader& operator=(PerfScriptReader&&) noexcept;

    void feed(std::string_view piece);
    /// Samples that follow stand under this name instead of that of their thread: to tell recordings apart.
    void name_threads(std::string name);
    /// What a recording ends with: a line without line end, and a sample without a blank line.
    void end_recording();
    /// Takes back what was fed since the last end of a recording: its text broke off.
    void forget_recording();
    [[nodiscard]] std::uint64_t samples() const;
    /// The reader is spent afterwards.
    [[nodiscard]] tl::expected<PerfScript, ReadError> finish();

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// A whole text at once; frames are told apart by function.
[[nodiscard]] tl::expected<Profile, ReadError> read_perf_script(std::string_view text);

/// Forgets the addresses: frames and stacks that became equal are merged. "outer->inner" in a map of perf-map-agent
/// becomes two frames, the inner one inlined.
[[nodiscard]] Profile without_addresses(PerfScript script);

/// An event line, and a frame on the same or the next one.
[[nodiscard]] Recognition recognise_perf_script(Head head);
/// A whole text at once, with what was left out of it as warnings.
[[nodiscard]] tl::expected<Read<Profile>, ReadError> read_perf_script_text(std::string_view text);

} // namespace perfeng::tools
