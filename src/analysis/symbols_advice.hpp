#pragma once

#include "perfeng/model/measurement.hpp"

#include <string>
#include <string_view>

namespace perfeng::analysis {

/// How to build the measured program with optimisation and source lines: the exact flags by build system.
[[nodiscard]] std::string how_to_build_with_symbols();

/// How to get names for the functions of one module of a profile: by what kind of file it is.
[[nodiscard]] std::string how_to_get_symbols(const Measurement& measurement, std::string_view module);

} // namespace perfeng::analysis
