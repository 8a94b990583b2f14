#pragma once

#include "perfeng/model/environment.hpp"

#include <vector>

namespace perfeng::measure {

/// What each system tells in its own way: OS, CPU, cores, governor, virtualisation, memory, C library.
void add_system_facts(Environment& environment);

/// The processors that perfeng may run on, ascending; empty where programs cannot be kept on some.
[[nodiscard]] std::vector<int> allowed_processors();

} // namespace perfeng::measure
