#pragma once

#include <string>

namespace perfeng::tools {

/// Why a tool cannot work on this machine, and what to do about it.
struct Unavailable {
    std::string why;
    std::string how;
};

} // namespace perfeng::tools
