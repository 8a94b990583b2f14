#pragma once

#include "perfeng/process/runner.hpp"
#include "perfeng/tools/unavailable.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// A perf that can record on this machine, and what it can record.
struct Perf {
    std::string path;
    std::string
        event; ///< "cycles" where the machine counts them, else "cpu-clock"; with ":u" where the kernel is closed to us
    bool compress = false;     ///< built with zstd
    bool large_buffer = false; ///< may lock 32 MB of memory: without it samples are lost at high rates
};

/// Finds perf in PATH and tries it on `true`. `scratch` is an existing directory.
[[nodiscard]] tl::expected<Perf, Unavailable> find_perf(process::Runner& runner, const std::filesystem::path& scratch);

/// "6.1.159", as `perf --version` tells it; empty where it does not.
[[nodiscard]] std::string perf_version(process::Runner& runner, const Perf& perf);

/// kernel.perf_event_paranoid as its file has it; 2, the kernel's own default, where the text is no number.
[[nodiscard]] int read_paranoid(std::string_view text);

/// Why recording failed, from what perf said on stderr, and what opens it.
[[nodiscard]] Unavailable explain_refusal(std::string_view perf_stderr, int paranoid);

struct Recording {
    std::string call_graph; ///< as perf's --call-graph has it: "dwarf,16384", "fp"; empty: no stacks, the leaf alone
    double frequency = 0;   ///< samples a second
    std::filesystem::path file;
};

/// `perf record ... --`, to be put before a command. perf ends with the command's own exit status.
[[nodiscard]] std::vector<std::string> record_prefix(const Perf& perf, const Recording& recording);

/// `perf script` with the fields that PerfScriptReader wants. Without perf's own inlined frames: they take minutes.
[[nodiscard]] std::vector<std::string> script_command(const Perf& perf, const std::filesystem::path& file);

/// Whether `perf script` stopped at a record that `perf record -z` had written, by what it said on stderr. perf 6.1
/// does so where the stacks are hard to compress, as those of compressors are.
[[nodiscard]] bool cannot_decompress(std::string_view perf_stderr);

} // namespace perfeng::tools
