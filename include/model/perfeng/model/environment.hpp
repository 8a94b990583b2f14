#pragma once

#include <array>
#include <cstdint>
#include <string>

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
    std::string perfeng_version;
    std::string git_commit; ///< of the workload's working directory
    bool git_dirty = false;
};

} // namespace perfeng
