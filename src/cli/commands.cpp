#include "commands.hpp"

namespace perfeng::cli {

std::vector<std::unique_ptr<Command>> all_commands() {
    std::vector<std::unique_ptr<Command>> commands;
    for (const auto make : {baseline_command, bottleneck_command, remeasure_command, compare_command, bisect_command,
                            check_command,    merge_command,      verify_command,    scale_command,   try_command,
                            report_command,   flamegraph_command, import_command,    history_command, list_command,
                            push_command,     doctor_command,     rules_command,     config_command,  init_command})
        commands.push_back(make());
    return commands;
}

} // namespace perfeng::cli
