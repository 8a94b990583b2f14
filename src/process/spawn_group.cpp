#include "spawn_group.hpp"

#include <spawn.h>

#include <csignal>

namespace perfeng::process {
namespace {

std::vector<char*> pointers(std::vector<std::string>& texts) {
    std::vector<char*> result;
    for (auto& text : texts)
        result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

class FileActions {
public:
    FileActions(std::span<const int> descriptors, const std::string& cwd) {
        posix_spawn_file_actions_init(&actions_);
        for (std::size_t i = 0; i < descriptors.size(); i++)
            posix_spawn_file_actions_adddup2(&actions_, descriptors[i], static_cast<int>(i));
        if (!cwd.empty())
            posix_spawn_file_actions_addchdir_np(&actions_, cwd.c_str());
    }
    ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
    FileActions(const FileActions&) = delete;
    FileActions& operator=(const FileActions&) = delete;

    [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

private:
    posix_spawn_file_actions_t actions_{};
};

/// A new group or session, no signal blocked, and those that perfeng handles or ignores back at their defaults.
class Attributes {
public:
    explicit Attributes(Leads leads) {
        posix_spawnattr_init(&attributes_);
        const int leading = leads == Leads::session ? POSIX_SPAWN_SETSID : POSIX_SPAWN_SETPGROUP;
        const int flags = leading | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
        posix_spawnattr_setflags(&attributes_, static_cast<short>(flags));
        sigset_t signals;
        sigemptyset(&signals);
        posix_spawnattr_setsigmask(&attributes_, &signals);
        for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE})
            sigaddset(&signals, signal);
        posix_spawnattr_setsigdefault(&attributes_, &signals);
    }
    ~Attributes() { posix_spawnattr_destroy(&attributes_); }
    Attributes(const Attributes&) = delete;
    Attributes& operator=(const Attributes&) = delete;

    [[nodiscard]] const posix_spawnattr_t* get() const { return &attributes_; }

private:
    posix_spawnattr_t attributes_{};
};

} // namespace

int spawn_group(pid_t& pid, const std::string& path, std::span<const int> descriptors, std::vector<std::string> argv,
                std::vector<std::string> env, const std::string& cwd, Leads leads) {
    const FileActions actions(descriptors, cwd);
    const Attributes attributes(leads);
    return ::posix_spawn(&pid, path.c_str(), actions.get(), attributes.get(), pointers(argv).data(),
                         pointers(env).data());
}

} // namespace perfeng::process
