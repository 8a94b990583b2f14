#include "perfeng/measure/pass.hpp"

#include "perfeng/model/error.hpp"

namespace perfeng::measure {

void prepare(process::Runner& runner, const Workload& workload) {
    if (workload.prepare.empty())
        return;
    process::Command command{.argv = {"sh", "-c", workload.prepare},
                             .cwd = workload.cwd,
                             .out = process::Output::capture(),
                             .err = process::Output::capture()};
    for (const auto& [name, value] : workload.env)
        command.env[name] = value;
    const auto result = runner.run(command);
    if (!result.status.ok())
        throw Error("the --prepare command failed: " + to_string(result.status) + "\n" + result.err + result.out,
                    "run it by hand: " + workload.prepare);
}

process::Command under_tool(const PassContext& context, std::vector<std::string> prefix) {
    const auto& workload = context.workload;
    prepare(context.runner, workload);
    process::Command command{.argv = std::move(prefix),
                             .cwd = workload.cwd,
                             .stdin_path = workload.stdin_path,
                             .out = process::Output::file((context.scratch / "pass.stdout").string()),
                             .err = process::Output::capture(),
                             .cpus = workload.cpus,
                             .timeout = context.limit};
    command.argv.push_back(context.executable);
    command.argv.insert(command.argv.end(), workload.argv.begin() + 1, workload.argv.end());
    for (const auto& [name, value] : workload.env)
        command.env[name] = value;
    return command;
}

} // namespace perfeng::measure
