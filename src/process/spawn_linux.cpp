#if defined(__linux__)

#include "pipe.hpp"
#include "spawn.hpp"
#include "spawn_group.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"

#include <fcntl.h>
#include <linux/perf_event.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

extern "C" const char perfeng_launcher_begin[];
extern "C" const char perfeng_launcher_end[];

namespace perfeng::process {
namespace {

/// The launcher as a file that can be executed: in memory, or in a temporary directory where the system forbids that.
class LauncherFile {
public:
    LauncherFile() {
        const std::string_view image(perfeng_launcher_begin, perfeng_launcher_end);
        memory_ = ::memfd_create("perfeng-launcher", MFD_CLOEXEC);
        if (memory_ >= 0 && ::write(memory_, image.data(), image.size()) == static_cast<ssize_t>(image.size()))
            path_ = "/proc/self/fd/" + std::to_string(memory_);
        else
            use_directory();
    }

    void use_directory() {
        const std::string_view image(perfeng_launcher_begin, perfeng_launcher_end);
        directory_ = std::make_unique<TemporaryDirectory>();
        path_ = (directory_->path() / "launcher").string();
        write_file(path_, image);
        ::chmod(path_.c_str(), 0700);
    }

    [[nodiscard]] const std::string& path() const { return path_; }
    [[nodiscard]] bool in_memory() const { return directory_ == nullptr; }

private:
    int memory_ = -1;
    std::unique_ptr<TemporaryDirectory> directory_;
    std::string path_;
};

LauncherFile& launcher() {
    static LauncherFile file;
    return file;
}

std::string joined(const std::vector<int>& cpus) {
    std::string text;
    for (const int cpu : cpus)
        text += (text.empty() ? "" : ",") + std::to_string(cpu);
    return text;
}

std::string events_of(const Command& command) {
    if (!command.count_events)
        return {};
    const auto event = [](std::uint64_t config) {
        return std::to_string(PERF_TYPE_HARDWARE) + ":" + std::to_string(config);
    };
    return event(PERF_COUNT_HW_INSTRUCTIONS) + "," + event(PERF_COUNT_HW_CPU_CYCLES);
}

} // namespace

const std::int64_t max_rss_unit = 1024;

Spawned spawn(const Command& command, const std::string& executable, std::array<int, 3> descriptors) {
    std::vector<std::string> argv{"perfeng-launcher",   command.cwd,
                                  joined(command.cpus), command.nice ? std::to_string(*command.nice) : "",
                                  events_of(command),   executable};
    argv.insert(argv.end(), command.argv.begin(), command.argv.end());
    Pipe report;
    Spawned spawned;
    const std::array<int, 4> all{descriptors[0], descriptors[1], descriptors[2], report.write_end()};
    const auto leads = command.nice ? Leads::session : Leads::group;
    auto error = spawn_group(spawned.group, launcher().path(), all, argv, environment_of(command), "", leads);
    if ((error == EACCES || error == EPERM || error == ENOENT) && launcher().in_memory()) {
        launcher().use_directory();
        error = spawn_group(spawned.group, launcher().path(), all, argv, environment_of(command), "", leads);
    }
    if (error != 0)
        throw Error(std::string("cannot start a process: ") + std::strerror(error),
                    error == EACCES  ? "set TMPDIR to a directory from which programs may be executed"
                    : error == E2BIG ? "the command's arguments and environment are too large for the system"
                                     : "check the limits of processes and memory (ulimit -a)");
    spawned.report = report.release_read_end();
    return spawned;
}

void reap(const Spawned& spawned) {
    while (::waitpid(spawned.group, nullptr, 0) < 0 && errno == EINTR) {
    }
}

} // namespace perfeng::process

#endif
