#include "perfeng/process/priority.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace perfeng::process {
namespace {

constexpr int lowest_of_all = -20;

bool child_may_have(int nice) {
    const auto child = ::fork();
    if (child == 0)
        ::_exit(::setpriority(PRIO_PROCESS, 0, nice) == 0 ? 0 : 1);
    int status = -1;
    while (child > 0 && ::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    return status == 0;
}

/// 20 is above every nice value: no limit is set.
int lowest_by_limit() {
#if defined(RLIMIT_NICE)
    rlimit limit{};
    if (::getrlimit(RLIMIT_NICE, &limit) == 0)
        return 20 - static_cast<int>(std::min<rlim_t>(limit.rlim_cur, 40));
#endif
    return 20;
}

} // namespace

std::optional<int> lowest_nice() {
    const int own = ::getpriority(PRIO_PROCESS, 0);
    for (const int nice : {lowest_of_all, lowest_by_limit()})
        if (nice < own && child_may_have(nice))
            return nice;
    return std::nullopt;
}

} // namespace perfeng::process
