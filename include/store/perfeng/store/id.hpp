#pragma once

#include <string>

namespace perfeng::store {

/// A new UUID version 7 (RFC 9562): 48 bits of Unix milliseconds and 12 bits of their fraction (its method 3), then 62
/// random bits. Later ids of one process sort after earlier ones, whatever the clock does. Safe from any thread.
[[nodiscard]] std::string uuid_v7();

} // namespace perfeng::store
