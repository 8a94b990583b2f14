// What spawning through perfeng's launcher adds to the wall time of a trial: `/bin/true`, by turns with the runner
// (as it reports wall time) and with a bare posix_spawn + wait4 loop. Prints the medians and their difference.
#include "perfeng/process/runner.hpp"
#include "perfeng/stats/summary.hpp"

#include <spawn.h>
#include <sys/wait.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

extern char** environ;

namespace {

double bare_spawn(const std::string& program) {
    std::string name = program;
    char* argv[] = {name.data(), nullptr};
    const auto start = std::chrono::steady_clock::now();
    pid_t pid = 0;
    if (::posix_spawn(&pid, name.c_str(), nullptr, nullptr, argv, environ) != 0)
        std::exit(2);
    int status = 0;
    ::wait4(pid, &status, 0, nullptr);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

int main(int argc, char** argv) {
    const int trials = argc > 1 ? std::atoi(argv[1]) : 1000;
    const auto runner = perfeng::process::system_runner();
    std::vector<double> bare;
    std::vector<double> through_launcher;
    for (int i = 0; i < trials; i++) {
        bare.push_back(bare_spawn("/bin/true"));
        through_launcher.push_back(runner->run({.argv = {"/bin/true"}}).usage.wall_time);
    }
    const auto a = perfeng::stats::median(bare) * 1e3;
    const auto b = perfeng::stats::median(through_launcher) * 1e3;
    std::printf("/bin/true, %d trials by turns, median wall time in ms\n", trials);
    std::printf("bare posix_spawn loop  %.4f\nperfeng's runner       %.4f\ndifference             %+.4f\n", a, b,
                b - a);
    return 0;
}
