#pragma once

#include <sys/types.h>

#include <span>
#include <string>
#include <vector>

namespace perfeng::process {

/// What a spawned program leads. A session has a process group of its own, but no terminal.
enum class Leads { group, session };

/// posix_spawn(3) of `path` as the leader of a new process group or session, with default signal handling and
/// `descriptors` as its 0, 1, 2, ...; `cwd` empty: perfeng's own. Returns 0 and sets `pid`, or returns errno.
[[nodiscard]] int spawn_group(pid_t& pid, const std::string& path, std::span<const int> descriptors,
                              std::vector<std::string> argv, std::vector<std::string> env, const std::string& cwd,
                              Leads leads = Leads::group);

} // namespace perfeng::process
