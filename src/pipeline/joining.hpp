#pragma once

#include "perfeng/model/measurement.hpp"
#include "perfeng/pipeline/evidence.hpp"
#include "perfeng/tools/contents.hpp"

#include <optional>
#include <string>
#include <vector>

namespace perfeng::pipeline {

/// Makes a measurement of what files hold, one after the other. Warnings of what had to be left out go to the file's.
class Joining {
public:
    void add(ImportedFile file, tools::Contents contents);
    [[nodiscard]] bool empty() const { return measurement_.imported.empty(); }
    /// With metrics summarised and functions tallied; spent afterwards. The coverage of source lines and the findings
    /// of linters are not part of a measurement: see evidence().
    [[nodiscard]] Measurement take();
    /// What a differential file says of the time before.
    [[nodiscard]] std::optional<Profile>& base_profile() { return base_profile_; }
    [[nodiscard]] const std::vector<Hang>& hangs() const { return hangs_; }
    /// `given`, and what the files hold of it.
    [[nodiscard]] Evidence evidence(Evidence given) const;

private:
    void add_metrics(ImportedFile& file, std::vector<Metric> metrics);
    void add_build_times(ImportedFile& file, std::optional<BuildTimes> more);
    void add_environment(const Environment& environment);
    void add_program(ImportedFile& file, const tools::Contents& contents);

    Measurement measurement_;
    std::optional<Profile> base_profile_;
    std::vector<Hang> hangs_;
    Evidence evidence_;
    std::string program_;
};

/// "CPU profile of 513 samples, 12 functions; leaks: 3 blocks, 4096 bytes".
[[nodiscard]] std::string holdings_of(const tools::Contents& contents);

} // namespace perfeng::pipeline
