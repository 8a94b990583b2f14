#pragma once

#include "perfeng/measure/trials.hpp"
#include "perfeng/model/measurement.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace perfeng::measure {

class HeldGovernors;

/// Keeps trials apart from what else the machine does, for as long as it lives, and leaves no trace however perfeng
/// ends:
/// - they run on the processors that perfeng may use without the first of them, where interrupts and perfeng itself are
///   left; on those of the workload (--cpu) where it names some; on Linux alone;
/// - with the lowest nice value that is permitted, in a session of that nice value, where the scheduler groups by
///   session;
/// - with the frequency governor "performance" on every processor, where that can be written (Linux alone).
/// The first two are of the trials' own processes. The third is restored at the end (see process::Guardian).
class Isolation {
public:
    /// `root` is where proc and sys of Linux are.
    explicit Isolation(const Workload& workload, const std::filesystem::path& root = "/");
    ~Isolation();
    Isolation(const Isolation&) = delete;
    Isolation& operator=(const Isolation&) = delete;

    /// The same timer, for commands that are isolated. It may not outlive this.
    [[nodiscard]] Timer around(Timer timer) const;
    /// Notes what was set in the environment, and in `not_measured` what could not be: why, and what opens it.
    void tell(Measurement& measurement) const;
    /// As it stands in the environment: "processors 1-3", "priority -20", "governor performance".
    [[nodiscard]] std::vector<std::string> what_was_set() const;

private:
    void choose_processors(const Workload& workload);
    void choose_priority(const std::filesystem::path& root);
    void refuse(std::string what, std::string why, std::string how);

    std::vector<int> cpus_;
    std::optional<int> nice_;
    std::vector<NotMeasured> refused_;
    std::unique_ptr<HeldGovernors> governors_;
};

/// Ascending numbers as Linux lists processors: "0,2-4".
[[nodiscard]] std::string processor_list(const std::vector<int>& cpus);

} // namespace perfeng::measure
