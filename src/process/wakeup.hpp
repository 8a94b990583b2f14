#pragma once

namespace perfeng::process {

/// Becomes readable, and stays so, once a signal has asked perfeng to stop; -1 before catch_interrupts().
[[nodiscard]] int wakeup_descriptor();

} // namespace perfeng::process
