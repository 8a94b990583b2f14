#pragma once

#include "command.hpp"

namespace perfeng::cli {

std::unique_ptr<Command> baseline_command();
std::unique_ptr<Command> bottleneck_command();
std::unique_ptr<Command> remeasure_command();
std::unique_ptr<Command> compare_command();
std::unique_ptr<Command> verify_command();
std::unique_ptr<Command> scale_command();
std::unique_ptr<Command> bisect_command();
std::unique_ptr<Command> check_command();
std::unique_ptr<Command> merge_command();
std::unique_ptr<Command> try_command();
std::unique_ptr<Command> report_command();
std::unique_ptr<Command> flamegraph_command();
std::unique_ptr<Command> import_command();
std::unique_ptr<Command> history_command();
std::unique_ptr<Command> list_command();
std::unique_ptr<Command> push_command();
std::unique_ptr<Command> doctor_command();
std::unique_ptr<Command> rules_command();
std::unique_ptr<Command> config_command();
std::unique_ptr<Command> init_command();

} // namespace perfeng::cli
