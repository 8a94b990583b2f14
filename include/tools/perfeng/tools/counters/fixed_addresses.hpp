#pragma once

#include "perfeng/process/runner.hpp"
#include "perfeng/tools/unavailable.hpp"

#include <tl/expected.hpp>

#include <string>
#include <vector>

namespace perfeng::tools {

/// What to put before a command so that the kernel places it at the same addresses each time: setarch -R (util-linux;
/// personality(2), ADDR_NO_RANDOMIZE). Unavailable too where it is not permitted, as in many containers.
[[nodiscard]] tl::expected<std::vector<std::string>, Unavailable> fixed_addresses_prefix(process::Runner& runner);

} // namespace perfeng::tools
