#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace perfeng::measure {

/// Told what is going on. The base class keeps silent.
class Progress {
public:
    virtual ~Progress() = default;

    /// Something begins: "trials", "CPU profile (perf)".
    virtual void stage(std::string_view) {}
    /// So many steps of it are done, of so many where that is planned, and so many seconds are left at most.
    virtual void step(std::size_t /*done*/, std::optional<std::size_t> /*of*/, double /*seconds_left*/) {}
    /// A line for the user to keep, such as what a slow pass will cost.
    virtual void say(std::string_view) {}
    /// Something that the user should act on.
    virtual void warn(std::string_view) {}
    /// The work is over or has failed.
    virtual void finish() {}
};

} // namespace perfeng::measure
