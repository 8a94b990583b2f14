#pragma once

#include "perfeng/measure/isolation.hpp"
#include "perfeng/measure/machine_watch.hpp"
#include "perfeng/pipeline/baseline.hpp"

#include <filesystem>
#include <optional>
#include <vector>

namespace perfeng::pipeline {

/// The machine while trials run: isolated where that was asked for, from the making to the end of its scope, and
/// watched. Both sides of pairs have the same.
class TrialMachine {
public:
    /// Tells in each of `sides` how it is isolated.
    TrialMachine(const Context& context, const MeasureOptions& options, std::vector<Measurement*> sides);

    /// What times trials on it. It may not outlive this.
    [[nodiscard]] measure::Timer timer(const std::filesystem::path& scratch) const;
    /// Tells in each side what else the machine did meanwhile.
    void tell_what_happened() const;

private:
    const Context& context_;
    const MeasureOptions& options_;
    std::vector<Measurement*> sides_;
    std::optional<measure::Isolation> isolation_;
    measure::MachineWatch watch_;
};

} // namespace perfeng::pipeline
