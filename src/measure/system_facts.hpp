#pragma once

#include "perfeng/model/environment.hpp"

namespace perfeng::measure {

/// What each system tells in its own way: OS, CPU, cores, governor, virtualisation, memory, C library.
void add_system_facts(Environment& environment);

} // namespace perfeng::measure
