#include "governors.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace perfeng::measure {
namespace {

namespace fs = std::filesystem;

constexpr const char* highest_frequency_governor = "performance";
constexpr const char* governor_by_hand =
    "run perfeng as root, or set it yourself: sudo cpupower frequency-set -g performance";

bool is_processor(const std::string& name) {
    return name.starts_with("cpu") && name.find_first_not_of("0123456789", 3) == name.npos && name.size() > 3;
}

std::vector<process::FileText> governors_below(const fs::path& processors) {
    std::vector<process::FileText> all;
    std::error_code none;
    for (const auto& entry : fs::directory_iterator(processors, none)) {
        const auto file = entry.path() / "cpufreq" / "scaling_governor";
        if (is_processor(entry.path().filename().string()) && ::access(file.c_str(), R_OK) == 0)
            all.push_back({file, process::read_file(file)}); // its size is told wrongly in /sys
    }
    std::ranges::sort(all, {}, &process::FileText::file);
    return all;
}

bool is_highest(const process::FileText& governor) {
    return governor.text.substr(0, governor.text.find('\n')) == highest_frequency_governor;
}

std::string cannot_set(const process::FileText& governor, int error) {
    return "cannot write " + governor.file.string() + ": " + std::strerror(error);
}

} // namespace

HeldGovernors::HeldGovernors(const fs::path& processors) {
    auto governors = governors_below(processors);
    if (governors.empty())
        refuse(
            "this machine shows no frequency governor",
            "a virtual machine's is set on its host; a Mac runs at its full frequency on mains power without the low "
            "power mode");
    std::erase_if(governors, is_highest);
    if (!governors.empty())
        set(std::move(governors));
}

void HeldGovernors::set(std::vector<process::FileText> others) {
    for (const auto& governor : others)
        if (::access(governor.file.c_str(), W_OK) != 0)
            return refuse(cannot_set(governor, errno), governor_by_hand);
    try {
        guardian_.emplace(others);
    } catch (const Error& error) {
        return refuse(error.what(), error.hint());
    }
    for (const auto& governor : others)
        if (!process::write_in_place(governor.file, highest_frequency_governor)) {
            const int error = errno;
            guardian_.reset();
            return refuse(cannot_set(governor, error), governor_by_hand);
        }
}

void HeldGovernors::refuse(std::string why, std::string how) {
    refused_ = NotMeasured{"isolation by governor", std::move(why), std::move(how)};
}

} // namespace perfeng::measure
