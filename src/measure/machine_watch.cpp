#include "perfeng/measure/machine_watch.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace perfeng::measure {
namespace {

namespace fs = std::filesystem;

std::uint64_t times_throttled() {
    std::uint64_t times = 0;
    std::error_code none;
    for (const auto& processor : fs::directory_iterator("/sys/devices/system/cpu", none)) {
        std::ifstream file(processor.path() / "thermal_throttle" / "core_throttle_count");
        std::uint64_t count = 0;
        if (file >> count)
            times += count;
    }
    return times;
}

MachineTime machine_time() {
    std::ifstream file("/proc/stat");
    std::string line;
    std::getline(file, line);
    auto time = read_machine_time(line);
    time.throttled = times_throttled();
    return time;
}

double own_seconds() {
    double seconds = 0;
    for (const auto who : {RUSAGE_SELF, RUSAGE_CHILDREN}) {
        rusage usage{};
        ::getrusage(who, &usage);
        for (const auto& time : {usage.ru_utime, usage.ru_stime})
            seconds += static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    }
    return seconds;
}

} // namespace

MachineTime read_machine_time(std::string_view proc_stat) {
    std::istringstream words{std::string(proc_stat.substr(0, proc_stat.find('\n')))};
    std::string name;
    MachineTime time;
    if (!(words >> name) || name != "cpu")
        return time;
    std::array<std::uint64_t, 8> ticks{}; // user nice system idle iowait irq softirq steal
    for (auto& tick : ticks)
        words >> tick;
    for (const auto tick : ticks)
        time.all += tick;
    time.steal = ticks[7];
    time.busy = time.all - ticks[3] - ticks[4] - time.steal;
    return time;
}

MachineWatch::MachineWatch() : start_(machine_time()), own_start_(own_seconds()) {}

void MachineWatch::tell(Environment& environment) const {
    const auto now = machine_time();
    environment.throttled = now.throttled - std::min(start_.throttled, now.throttled);
    if (now.all <= start_.all)
        return;
    const auto all = static_cast<double>(now.all - start_.all);
    const auto own = (own_seconds() - own_start_) * static_cast<double>(::sysconf(_SC_CLK_TCK));
    environment.steal = static_cast<double>(now.steal - start_.steal) / all;
    environment.others = std::clamp((static_cast<double>(now.busy - start_.busy) - own) / all, 0.0, 1.0);
}

} // namespace perfeng::measure
