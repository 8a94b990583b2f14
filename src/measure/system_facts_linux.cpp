#if defined(__linux__)

#include "system_facts.hpp"

#include <sched.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <sstream>
#include <string_view>
#if defined(__GLIBC__)
#include <gnu/libc-version.h>
#endif

namespace perfeng::measure {
namespace {

/// The value of the first line `key SEPARATOR value` of a file.
std::string value_in(const char* file, std::string_view key, char separator) {
    std::ifstream in(file);
    for (std::string line; std::getline(in, line);) {
        if (!line.starts_with(key))
            continue;
        const auto at = line.find(separator);
        const auto from = line.find_first_not_of(" \t\"", at + 1);
        if (at == line.npos || from == line.npos)
            return {};
        return line.substr(from, line.find_last_not_of(" \t\"") - from + 1);
    }
    return {};
}

std::string first_line_of(const char* file) {
    std::ifstream in(file);
    std::string line;
    std::getline(in, line);
    return line;
}

int usable_cores() {
    const auto allowed = allowed_processors();
    return static_cast<int>(allowed.empty() ? ::sysconf(_SC_NPROCESSORS_ONLN) : std::ssize(allowed));
}

std::string container() {
    if (std::ifstream("/.dockerenv"))
        return "docker";
    if (std::ifstream("/run/.containerenv"))
        return "podman";
    return {};
}

std::string virtualisation(const Environment& environment) {
    auto vendor = first_line_of("/sys/class/dmi/id/sys_vendor");
    const bool guest = (" " + environment.cpu_flags + " ").find(" hypervisor ") != std::string::npos;
    std::string text = guest ? "virtual machine" + (vendor.empty() ? "" : " (" + vendor + ")") : "none";
    if (const auto kind = container(); !kind.empty())
        text = guest ? kind + " in a " + text : kind;
    return text;
}

} // namespace

std::vector<int> allowed_processors() {
    std::vector<int> allowed;
    cpu_set_t set;
    CPU_ZERO(&set);
    if (::sched_getaffinity(0, sizeof set, &set) == 0)
        for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu)
            if (CPU_ISSET(static_cast<std::size_t>(cpu), &set))
                allowed.push_back(cpu);
    return allowed;
}

void add_system_facts(Environment& environment) {
    environment.os = value_in("/etc/os-release", "PRETTY_NAME", '=');
    environment.cpu_model = value_in("/proc/cpuinfo", "model name", ':');
    environment.cpu_flags = value_in("/proc/cpuinfo", "flags", ':');
    if (environment.cpu_flags.empty())
        environment.cpu_flags = value_in("/proc/cpuinfo", "Features", ':'); // its name on ARM
    environment.cores = usable_cores();
    environment.governor = first_line_of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
    environment.virtualisation = virtualisation(environment);
    environment.memory =
        static_cast<std::uint64_t>(::sysconf(_SC_PHYS_PAGES)) * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
#if defined(__GLIBC__)
    environment.libc = std::string("glibc ") + ::gnu_get_libc_version();
#else
    environment.libc = "not glibc";
#endif
}

} // namespace perfeng::measure

#endif
