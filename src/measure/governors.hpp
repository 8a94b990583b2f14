#pragma once

#include "perfeng/model/measurement.hpp"
#include "perfeng/process/guardian.hpp"

#include <filesystem>
#include <optional>

namespace perfeng::measure {

/// All processors of the machine at the governor "performance" (Linux: admin-guide/pm/cpufreq), the highest
/// frequency, for as long as it lives: then, and however perfeng ends, a guardian gives each its own back. All or none:
/// where one cannot be set, nothing is. A governor that is "performance" already is left alone, so a second perfeng
/// changes nothing, and the first gives back what it found.
class HeldGovernors {
public:
    /// `processors` holds cpu0, cpu1, ...: /sys/devices/system/cpu.
    explicit HeldGovernors(const std::filesystem::path& processors);

    /// Whether it changed any.
    [[nodiscard]] bool changed() const { return guardian_.has_value(); }
    /// Why not, where one was not "performance" or there is none.
    [[nodiscard]] const std::optional<NotMeasured>& refused() const { return refused_; }

private:
    void set(std::vector<process::FileText> others);
    void refuse(std::string why, std::string how);

    std::optional<process::Guardian> guardian_;
    std::optional<NotMeasured> refused_;
};

} // namespace perfeng::measure
