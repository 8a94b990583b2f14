#pragma once

#include "perfeng/model/diagnosis.hpp"
#include "perfeng/process/runner.hpp"

#include <filesystem>
#include <vector>

namespace perfeng::measure {

void add_kernel_checks(const std::filesystem::path& root, std::vector<MachineCheck>& checks);
/// Symbols and frame pointers of the C library, debuginfod.
void add_symbol_checks(std::vector<MachineCheck>& checks);
void add_macos_checks(process::Runner& runner, std::vector<MachineCheck>& checks);

} // namespace perfeng::measure
