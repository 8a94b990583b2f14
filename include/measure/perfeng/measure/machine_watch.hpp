#pragma once

#include "perfeng/model/environment.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace perfeng::measure {

/// Processor time of the whole machine, in ticks since it started.
struct MachineTime {
    std::uint64_t all = 0;
    std::uint64_t busy = 0; ///< not idle, and not stolen
    std::uint64_t steal = 0;
    std::uint64_t throttled = 0; ///< times
};

/// The first line of /proc/stat (proc(5)): "cpu  USER NICE SYSTEM IDLE IOWAIT IRQ SOFTIRQ STEAL GUEST GUEST_NICE", of
/// which guests' time is part of user and nice. Zeros where the text is none.
[[nodiscard]] MachineTime read_machine_time(std::string_view proc_stat);

/// Watches from its making what else the machine does. On systems without /proc/stat it sees nothing.
class MachineWatch {
public:
    MachineWatch();
    /// What happened since, beside the children that perfeng has waited for meanwhile.
    void tell(Environment& environment) const;

private:
    MachineTime start_;
    double own_start_ = 0; ///< seconds of perfeng and its children
};

} // namespace perfeng::measure
