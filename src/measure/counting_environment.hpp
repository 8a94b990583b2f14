#pragma once

#include "perfeng/process/runner.hpp"

#include <string>
#include <string_view>

namespace perfeng::measure {

/// Settings for glibc's loader that keep its choices from this machine's processor: string functions in the version
/// that every processor of the architecture has, and sizes of caches as if they were the same everywhere. A setting
/// that a version of glibc does not know it passes over (manual of glibc 2.36, "Hardware Capability Tunables"; names
/// from before 2.33 beside those of today).
[[nodiscard]] std::string pinned_tunables();

/// Pins what a command's count of instructions depends on beside the program: glibc's choices, behind the user's own
/// GLIBC_TUNABLES, and the size of the whole environment, which is filled up to a multiple of 16 KiB.
void pin_environment(process::Command& command);

/// Bytes that an environment takes on the stack, without its pointers: perfeng's own under the command's changes.
[[nodiscard]] std::size_t environment_size(const process::Command& command);

} // namespace perfeng::measure
