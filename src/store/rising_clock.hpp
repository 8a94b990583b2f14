#pragma once

#include <algorithm>
#include <cstdint>

namespace perfeng::store {

/// A clock's readings made strictly rising: what stands still or goes back counts on from the last.
class RisingClock {
public:
    std::uint64_t operator()(std::uint64_t now) { return last_ = std::max(now, last_ + 1); }

private:
    std::uint64_t last_ = 0;
};

} // namespace perfeng::store
