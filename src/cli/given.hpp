#pragma once

#include <string>
#include <vector>

namespace CLI {
class Option;
}

namespace perfeng::cli {

/// What an option has from environment or file.
struct Given {
    const CLI::Option* option = nullptr;
    std::vector<std::string> values;
    std::string origin; ///< "perfeng.toml:12", "PERFENG_TRIALS"
};

} // namespace perfeng::cli
