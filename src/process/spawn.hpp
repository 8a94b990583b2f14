#pragma once

#include "perfeng/process/runner.hpp"

#include <sys/types.h>

#include <array>
#include <string>

namespace perfeng::process {

/// A child that was started: the leader of its process group, and the descriptor on which its launch_report arrives.
struct Spawned {
    pid_t group = -1;
    int report = -1;
};

/// Starts `command` with `descriptors` as its 0, 1 and 2. Throws Error when the system refuses a process.
/// `executable` is absolute.
[[nodiscard]] Spawned spawn(const Command& command, const std::string& executable, std::array<int, 3> descriptors);

/// Waits for the group's leader, so that no zombie is left. Call once, after its report or after killing the group.
void reap(const Spawned& spawned);

/// Bytes in one unit of ru_maxrss: 1024 on Linux, 1 on macOS.
extern const std::int64_t max_rss_unit;

/// "NAME=value" of perfeng's own environment with the command's changes.
[[nodiscard]] std::vector<std::string> environment_of(const Command& command);

} // namespace perfeng::process
