#include "perfeng/measure/environment.hpp"

#include "system_facts.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/program.hpp"

#include <sys/utsname.h>

#include <cstdlib>

namespace perfeng::measure {
namespace {

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

void add_git_state(process::Runner& runner, const std::string& directory, Environment& environment) {
    const auto git = process::find_program("git");
    if (!git)
        return;
    const auto ask = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {*git, "-C", directory});
        return runner.run(process::tool_command(std::move(words), 20));
    };
    const auto commit = ask({"rev-parse", "HEAD"});
    if (!commit.status.ok())
        return;
    environment.git_commit = first_line(commit.out);
    environment.git_dirty = !ask({"status", "--porcelain", "--untracked-files=no"}).out.empty();
}

} // namespace

Environment inspect_environment(process::Runner& runner, const std::string& directory) {
    Environment environment;
    utsname names{};
    if (::uname(&names) == 0) {
        environment.host = names.nodename;
        environment.kernel = std::string(names.sysname) + " " + names.release;
        environment.architecture = names.machine;
    }
    ::getloadavg(environment.load.data(), 3);
    environment.perfeng_version = PERFENG_VERSION;
    add_system_facts(environment);
    add_git_state(runner, directory, environment);
    return environment;
}

} // namespace perfeng::measure
