#include "machine_checks.hpp"

#include "perfeng/process/program.hpp"
#include "perfeng/tools/unavailable.hpp"

// System Integrity Protection (csrutil), and the developer tools: the Command Line Tools have leaks, sample and the
// compiler, Xcode alone has xctrace. Written from their man pages; never run on a Mac by its authors.
namespace perfeng::measure {
namespace {

constexpr double macos_probe_seconds = 20;

std::string first_answer(const std::string& text) { return text.substr(0, text.find('\n')); }

MachineCheck integrity_protection(process::Runner& runner, const std::string& csrutil) {
    const auto answer = runner.run(process::tool_command({csrutil, "status"}, macos_probe_seconds));
    MachineCheck check{.name = "System Integrity Protection", .found = first_answer(answer.out)};
    const bool enabled = answer.out.find("status: enabled") != std::string::npos;
    const bool known = answer.status.ok() && (enabled || answer.out.find("status: disabled") != std::string::npos);
    check.state = !known ? CheckState::unknown : enabled ? CheckState::limited : CheckState::good;
    if (!known)
        check.how = "run by hand: csrutil status";
    else if (enabled)
        check.means =
            "programs of the system, and hardened ones, can't be looked into: leaks, sample and xctrace refuse "
            "them";
    else
        check.means = "programs of the system can be looked into";
    if (enabled)
        check.how = "leave it on: measure a program of your own, or a copy of the program signed with "
                    "com.apple.security.get-task-allow";
    return check;
}

MachineCheck developer_tools(process::Runner& runner, const std::string& xcode_select) {
    const auto answer = runner.run(process::tool_command({xcode_select, "-p"}, macos_probe_seconds));
    MachineCheck check{.name = "developer tools", .found = first_answer(answer.out)};
    if (!answer.status.ok() || check.found.empty()) {
        check.found = "none";
        check.state = CheckState::limited;
        check.means = "there is neither leaks nor xctrace";
        check.how = "xcode-select --install";
    } else if (check.found.find("CommandLineTools") != std::string::npos) {
        check.state = CheckState::limited;
        check.means = "the Command Line Tools have leaks and sample, but no xctrace";
        check.how = tools::get_xcode;
    } else {
        check.state = CheckState::good;
        check.means = "Xcode has xctrace, leaks and sample";
    }
    return check;
}

} // namespace

void add_macos_checks(process::Runner& runner, std::vector<MachineCheck>& checks) {
    if (const auto csrutil = process::find_program("csrutil"))
        checks.push_back(integrity_protection(runner, *csrutil));
    if (const auto xcode_select = process::find_program("xcode-select"))
        checks.push_back(developer_tools(runner, *xcode_select));
}

} // namespace perfeng::measure
