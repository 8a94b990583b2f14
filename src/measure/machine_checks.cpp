#include "perfeng/measure/machine_checks.hpp"

#include "machine_checks.hpp"

namespace perfeng::measure {

std::vector<MachineCheck> check_machine(process::Runner& runner, const std::filesystem::path& root) {
    std::vector<MachineCheck> checks;
    add_kernel_checks(root, checks);
    add_symbol_checks(checks);
    add_macos_checks(runner, checks);
    return checks;
}

} // namespace perfeng::measure
