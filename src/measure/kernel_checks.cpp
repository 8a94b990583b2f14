#include "machine_checks.hpp"

#include <unistd.h>

#include <fstream>
#include <optional>
#include <string>

// Settings of Linux: Documentation/admin-guide/sysctl/kernel.rst and LSM/Yama.rst of the kernel. Debian and Ubuntu add
// levels of perf_event_paranoid above 2 that forbid all to all but root.
namespace perfeng::measure {
namespace {

namespace fs = std::filesystem;

/// None where the file is not there, or not for us.
std::optional<int> setting(const fs::path& root, const char* file) {
    std::ifstream in(root / file);
    int value = 0;
    return in >> value ? std::optional(value) : std::nullopt;
}

MachineCheck perf_event_paranoid(int level) {
    MachineCheck check{.name = "perf_event_paranoid", .found = std::to_string(level)};
    if (::geteuid() == 0) {
        check.state = CheckState::good;
        check.means = "root may profile all, whatever it says";
        return check;
    }
    check.state = level <= 1 ? CheckState::good : CheckState::limited;
    check.means = level <= 1   ? "users may profile their programs, the kernel in them too"
                  : level == 2 ? "users may profile their programs, without the kernel in them"
                               : "only root, or who has CAP_PERFMON, may profile";
    if (level > 1)
        check.how = "sudo sysctl -w kernel.perf_event_paranoid=1; to keep it: write kernel.perf_event_paranoid=1 to "
                    "/etc/sysctl.d/perf.conf";
    return check;
}

MachineCheck kptr_restrict(int level) {
    MachineCheck check{.name = "kptr_restrict", .found = std::to_string(level)};
    check.state = level == 0 ? CheckState::good : CheckState::limited;
    check.means = level == 0   ? "functions of the kernel are named"
                  : level == 1 ? "functions of the kernel are named for root alone"
                               : "functions of the kernel are named for nobody";
    if (level > 0)
        check.how = "sudo sysctl -w kernel.kptr_restrict=0";
    return check;
}

MachineCheck ptrace_scope(int level) {
    MachineCheck check{.name = "ptrace_scope", .found = std::to_string(level)};
    check.state = level <= 1 ? CheckState::good : CheckState::limited;
    check.means = level <= 1 ? "LeakSanitizer and debuggers may look at programs that they start"
                             : "only root may look into programs: LeakSanitizer cannot";
    if (level > 1)
        check.how = "sudo sysctl -w kernel.yama.ptrace_scope=1 (3 can't be changed before the next start)";
    return check;
}

} // namespace

void add_kernel_checks(const fs::path& root, std::vector<MachineCheck>& checks) {
    if (const auto level = setting(root, "proc/sys/kernel/perf_event_paranoid"))
        checks.push_back(perf_event_paranoid(*level));
    if (const auto level = setting(root, "proc/sys/kernel/kptr_restrict"))
        checks.push_back(kptr_restrict(*level));
    if (const auto level = setting(root, "proc/sys/kernel/yama/ptrace_scope"))
        checks.push_back(ptrace_scope(*level));
}

} // namespace perfeng::measure
