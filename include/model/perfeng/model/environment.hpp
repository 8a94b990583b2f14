#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace perfeng {

/// The machine and the moment of a measurement. An empty text or a zero means "could not be learned".
struct Environment {
    std::string host;
    std::string os; ///< "Debian GNU/Linux 12 (bookworm)", "macOS 15.2"
    std::string kernel;
    std::string architecture;
    std::string cpu_model;
    std::string cpu_flags;
    int cores = 0; ///< processors that perfeng may run on
    std::string governor;
    std::string virtualisation; ///< "kvm", "docker", "none", ...
    std::uint64_t memory = 0;   ///< bytes
    std::string libc;
    std::array<double, 3> load{}; ///< over 1, 5 and 15 minutes, when the measurement began
    /// While the trials ran, as shares of all processors' time: what the hypervisor gave to others, and what other
    /// programs of this machine took.
    double steal = 0;
    double others = 0;
    std::uint64_t throttled = 0;              ///< how often a processor was slowed down for its heat meanwhile
    std::vector<std::string> isolation;       ///< what was set for the trials: "priority -10", "processors 1"
    std::map<std::string, std::string> tools; ///< that passes ran, with their versions: "valgrind", "3.19.0"
    std::string perfeng_version;
    std::string git_commit; ///< of the workload's working directory
    bool git_dirty = false;
};

/// The machine alone, without its system: "AMD EPYC 7763, 4 processors, x86_64, 16 GiB". Equal where times may stand in
/// one history: an update of kernel or libc is part of that. Empty: nothing is known.
[[nodiscard]] std::string machine_in_words(const Environment& environment);

} // namespace perfeng
