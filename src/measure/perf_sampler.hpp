#pragma once

#include "perfeng/measure/pass.hpp"
#include "perfeng/tools/stacks/perf.hpp"
#include "perfeng/tools/stacks/perf_script.hpp"
#include "perfeng/tools/symbols/inline_frames.hpp"

#include <cstdint>
#include <filesystem>
#include <string>

namespace perfeng::measure {

/// Executions of a workload under `perf record`, one after the other, all read into one profile.
class PerfSampler {
public:
    PerfSampler(const PassContext& context, const tools::Perf& perf, tools::Recording recording);

    void set_frequency(double frequency) { recording_.frequency = frequency; }
    /// With a name, the samples of this execution stand under it instead of under their threads'. Throws Error where
    /// the workload or perf fails.
    void execute(const std::string& name = "");

    [[nodiscard]] std::uint64_t samples() const { return reader_.samples(); }
    [[nodiscard]] double seconds_an_execution() const {
        return static_cast<double>(samples()) / recording_.frequency / executions_;
    }
    /// The first recording.
    [[nodiscard]] const std::filesystem::path& raw() const { return raw_; }

    /// Throws Error where no sample was taken.
    [[nodiscard]] tools::ExpandedProfile finish();

private:
    void record();
    [[nodiscard]] process::Execution read();

    const PassContext& context_;
    tools::Perf perf_;
    tools::Recording recording_;
    tools::PerfScriptReader reader_;
    std::filesystem::path raw_;
    int executions_ = 0;
};

} // namespace perfeng::measure
