#pragma once

#include <string>

namespace perfeng::tools {

/// Why a tool cannot work on this machine, and what to do about it.
struct Unavailable {
    std::string why;
    std::string how;
};

/// A program that the usual distributions have under this name.
[[nodiscard]] Unavailable not_installed(const std::string& package);

} // namespace perfeng::tools
