#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::process {

/// What is to stand in a file.
struct FileText {
    std::filesystem::path file;
    std::string text;
};

/// Writes into the file itself, as settings of the kernel in /sys and /proc want it: no other file takes its place.
/// False where that fails; errno says why.
[[nodiscard]] bool write_in_place(const std::filesystem::path& file, std::string_view text) noexcept;

/// Gives files their texts back however perfeng ends. A process of its own waits for that: it leads a session, so that
/// a signal to perfeng's process group does not reach it, ignores SIGINT, SIGTERM and SIGHUP, and holds the read end of
/// a pipe, which ends with perfeng. Change the files after the guardian has been made. A kill of it and perfeng
/// together, as of a whole control group, and a loss of power are more than it can mend.
class Guardian {
public:
    /// Returns when the process stands guard. Throws Error where there can be none.
    explicit Guardian(std::vector<FileText> texts);
    /// Has the texts written, and waits for that. What could not be written is told, with the command that does it.
    ~Guardian();
    Guardian(const Guardian&) = delete;
    Guardian& operator=(const Guardian&) = delete;

private:
    std::vector<FileText> texts_;
    pid_t process_ = -1;
    int life_ = -1; ///< the pipe's write end
};

} // namespace perfeng::process
