#include "perfeng/measure/isolation.hpp"

#include "governors.hpp"
#include "system_facts.hpp"

#include "perfeng/process/priority.hpp"

#include <unistd.h>

#include <fstream>
#include <utility>

namespace perfeng::measure {
namespace {

/// Then a nice value counts within a session alone: sched(7).
bool groups_by_session(const std::filesystem::path& root) {
    std::ifstream file(root / "proc/sys/kernel/sched_autogroup_enabled");
    int enabled = 0;
    return file >> enabled && enabled != 0;
}

} // namespace

Isolation::Isolation(const Workload& workload, const std::filesystem::path& root) {
    choose_processors(workload);
    choose_priority(root);
    governors_ = std::make_unique<HeldGovernors>(root / "sys/devices/system/cpu");
    if (const auto& refused = governors_->refused())
        refused_.push_back(*refused);
}

Isolation::~Isolation() = default;

void Isolation::choose_processors(const Workload& workload) {
    if (!workload.cpus.empty())
        return;
    cpus_ = allowed_processors();
    if (cpus_.empty())
        return refuse("processors", "this system keeps no program on chosen processors", "measure on Linux");
    cpus_.erase(cpus_.begin());
    if (cpus_.empty())
        refuse(
            "processors", "perfeng may use one processor alone: there is none to spare",
            "give the machine, container or virtual machine a second one, or let perfeng use more (taskset, cpuset)");
}

void Isolation::choose_priority(const std::filesystem::path& root) {
    nice_ = process::lowest_nice();
    if (!nice_)
        return refuse("priority", "a priority above perfeng's own is not permitted",
                      "run perfeng as root or with CAP_SYS_NICE, or raise the limit: ulimit -e 40, by nice in "
                      "/etc/security/limits.conf");
    if (groups_by_session(root) && ::access((root / "proc/self/autogroup").c_str(), W_OK) != 0)
        refuse("priority against other sessions",
               "the scheduler groups programs by session, and /proc/self/autogroup cannot be written",
               "sudo sysctl -w kernel.sched_autogroup_enabled=0");
}

void Isolation::refuse(std::string what, std::string why, std::string how) {
    refused_.push_back({"isolation by " + std::move(what), std::move(why), std::move(how)});
}

Timer Isolation::around(Timer timer) const {
    return [this, timer = std::move(timer)](const process::Command& command) {
        auto isolated = command;
        if (!cpus_.empty())
            isolated.cpus = cpus_;
        isolated.nice = nice_;
        return timer(isolated);
    };
}

std::vector<std::string> Isolation::what_was_set() const {
    std::vector<std::string> set;
    if (!cpus_.empty())
        set.push_back("processors " + processor_list(cpus_));
    if (nice_)
        set.push_back("priority " + std::to_string(*nice_));
    if (governors_->changed())
        set.emplace_back("governor performance");
    return set;
}

void Isolation::tell(Measurement& measurement) const {
    auto& environment = measurement.environment;
    environment.isolation = what_was_set();
    if (governors_->changed())
        environment.governor = "performance";
    measurement.not_measured.insert(measurement.not_measured.end(), refused_.begin(), refused_.end());
}

std::string processor_list(const std::vector<int>& cpus) {
    std::string text;
    for (std::size_t first = 0, last = 0; first < cpus.size(); first = last + 1) {
        for (last = first; last + 1 < cpus.size() && cpus[last + 1] == cpus[last] + 1;)
            ++last;
        text += (text.empty() ? "" : ",") + std::to_string(cpus[first]);
        if (last > first)
            text += "-" + std::to_string(cpus[last]);
    }
    return text;
}

} // namespace perfeng::measure
