#if defined(__APPLE__)

#include "system_facts.hpp"

#include <sys/sysctl.h>
#include <unistd.h>

#include <string>

namespace perfeng::measure {
namespace {

std::string text_of(const char* name) {
    std::size_t size = 0;
    if (::sysctlbyname(name, nullptr, &size, nullptr, 0) != 0 || size == 0)
        return {};
    std::string text(size, '\0');
    ::sysctlbyname(name, text.data(), &size, nullptr, 0);
    return text.substr(0, text.find('\0'));
}

std::uint64_t number_of(const char* name) {
    std::uint64_t value = 0;
    std::size_t size = sizeof value;
    return ::sysctlbyname(name, &value, &size, nullptr, 0) == 0 ? value : 0;
}

} // namespace

std::vector<int> allowed_processors() { return {}; }

void add_system_facts(Environment& environment) {
    environment.os = "macOS " + text_of("kern.osproductversion");
    environment.cpu_model = text_of("machdep.cpu.brand_string");
    environment.cpu_flags = text_of("machdep.cpu.features");
    environment.cores = static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN));
    environment.virtualisation = number_of("kern.hv_vmm_present") != 0 ? "virtual machine" : "none";
    environment.memory = number_of("hw.memsize");
    environment.libc = "libSystem";
}

} // namespace perfeng::measure

#endif
