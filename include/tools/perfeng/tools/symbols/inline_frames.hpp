#pragma once

#include "perfeng/model/measurement.hpp"
#include "perfeng/process/runner.hpp"
#include "perfeng/tools/stacks/perf_script.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// A place in the source. `function` as the linker knows it, `file` empty and `line` 0 where unknown.
struct SourceFrame {
    std::string function;
    std::string file;
    int line = 0;

    bool operator==(const SourceFrame&) const = default;
};

/// What stands at one address: the innermost inlined function first, the function that was compiled last.
struct SourceChain {
    std::uint64_t address = 0;
    std::vector<SourceFrame> frames;
};

/// Reads what `addr2line -a -f -i` (binutils 2.40) and `llvm-symbolizer --output-style=GNU -a -f -i` print: for each
/// address a line "0x..." and then pairs of lines, FUNCTION and FILE:LINE.
[[nodiscard]] tl::expected<std::vector<SourceChain>, ReadError> read_addr2line(std::string_view text);

/// A command that takes addresses on standard input and prints as read_addr2line() reads; the module's path is to be
/// appended to its last word.
using Symbolizer = std::vector<std::string>;
/// llvm-symbolizer (also under the names llvm-symbolizer-14 to -20), else addr2line, which charges some inlined lines
/// to the function around them (seen with binutils 2.40, where GCC splits an inlined body into address ranges).
[[nodiscard]] std::optional<Symbolizer> find_symbolizer();
/// "llvm-symbolizer" or "addr2line".
[[nodiscard]] std::string symbolizer_name(const Symbolizer& symbolizer);
/// "14.0.6", as its --version tells it; empty where it does not.
[[nodiscard]] std::string symbolizer_version(process::Runner& runner, const Symbolizer& symbolizer);

struct ExpandedProfile {
    Profile profile;
    std::vector<NotMeasured> not_measured;
};

/// Names the frames of a profile anew from the modules on this machine, and splits each into the functions that were
/// inlined there. One process a module, of at most 60 seconds, however many addresses.
/// - The function's own ELF symbol gives the name (of several at one address the plainest); a name whose function ends
///   before the address becomes "[unknown]".
/// - Inlined functions become frames of their own, `inlined`, before the function they are in; file and line are
///   where the instruction, or the call, stands. Modules without debug information keep plain frames.
/// - A module that has changed since the recording is left as it is.
/// What could not be done is told in `not_measured`, never thrown. `scratch` is an existing directory.
[[nodiscard]] ExpandedProfile expand_inlined(PerfScript script, process::Runner& runner,
                                             const std::filesystem::path& scratch,
                                             const std::optional<Symbolizer>& symbolizer = find_symbolizer());

} // namespace perfeng::tools
