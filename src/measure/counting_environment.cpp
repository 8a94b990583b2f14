#include "counting_environment.hpp"

#include "padding.hpp"

#include <unistd.h>

#include <array>
#include <cstdlib>

extern "C" char** environ; // NOLINT(readability-redundant-declaration): macOS declares it nowhere

namespace perfeng::measure {
namespace {

constexpr const char* tunables_variable = "GLIBC_TUNABLES";
constexpr std::size_t environment_unit = 16UL * 1024;

/// What glibc's choices look at on x86.
constexpr std::array capabilities{"AVX512F",
                                  "AVX512VL",
                                  "AVX512BW",
                                  "AVX2",
                                  "AVX",
                                  "ERMS",
                                  "FSRM",
                                  "BMI1",
                                  "BMI2",
                                  "LZCNT",
                                  "MOVBE",
                                  "RTM",
                                  "POPCNT",
                                  "SSE4_1",
                                  "SSE4_2",
                                  "SSSE3",
                                  "AVX2_Usable",
                                  "AVX512F_Usable",
                                  "AVX_Fast_Unaligned_Load",
                                  "Fast_Unaligned_Load",
                                  "Fast_Unaligned_Copy",
                                  "Fast_Copy_Backward",
                                  "Fast_Rep_String",
                                  "Slow_BSF",
                                  "Slow_SSE4_2"};

/// As on many a processor; what matters is that they are the same.
constexpr std::array caches{"glibc.cpu.x86_data_cache_size=0x8000", "glibc.cpu.x86_shared_cache_size=0x100000",
                            "glibc.cpu.x86_non_temporal_threshold=0xc0000", "glibc.cpu.x86_rep_movsb_threshold=0x800",
                            "glibc.cpu.x86_rep_stosb_threshold=0x800"};

std::size_t size_of(std::string_view name, std::string_view value) { return name.size() + value.size() + 2; }

const char* users_tunables(const process::Command& command) {
    const auto given = command.env.find(tunables_variable);
    if (given == command.env.end())
        return std::getenv(tunables_variable);
    return given->second ? given->second->c_str() : nullptr;
}

} // namespace

std::string pinned_tunables() {
    std::string text;
    for (const auto* const setting : caches)
        text += std::string(setting) + ":";
    text += "glibc.cpu.name=generic:glibc.cpu.hwcaps="; // the name is AArch64's
    for (const auto* const capability : capabilities)
        text += "-" + std::string(capability) + ","; // without the last comma, glibc 2.36 reads on to the random bytes
    return text;
}

std::size_t environment_size(const process::Command& command) {
    std::size_t size = 0;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        if (!command.env.contains(std::string(text.substr(0, text.find('=')))))
            size += text.size() + 1;
    }
    for (const auto& [name, value] : command.env)
        if (value)
            size += size_of(name, *value);
    return size;
}

void pin_environment(process::Command& command) {
    const auto* const own = users_tunables(command);
    const auto pinned = pinned_tunables();
    command.env[tunables_variable] = own != nullptr && *own != '\0' ? own + (":" + pinned) : pinned;
    command.env[padding_variable] = "";
    const auto size = environment_size(command);
    command.env[padding_variable] = std::string((environment_unit - size % environment_unit) % environment_unit, 'x');
}

} // namespace perfeng::measure
