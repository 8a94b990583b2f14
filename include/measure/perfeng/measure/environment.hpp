#pragma once

#include "perfeng/model/environment.hpp"
#include "perfeng/process/runner.hpp"

#include <string>

namespace perfeng::measure {

/// The machine, and the git state of `directory` where that is a checkout.
[[nodiscard]] Environment inspect_environment(process::Runner& runner, const std::string& directory);

} // namespace perfeng::measure
