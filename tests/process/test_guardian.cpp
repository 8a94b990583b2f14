#if defined(__linux__)

#include "catch.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/guardian.hpp"
#include "perfeng/process/runner.hpp"

#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <functional>

using namespace perfeng;
using namespace perfeng::process;

namespace {

/// Two files as the kernel shows its settings, and a guardian's charge over them.
struct Settings {
    Settings() {
        for (const auto& [file, text] : texts)
            write_file(file, text);
    }
    void change() const {
        for (const auto& [file, text] : texts)
            REQUIRE(write_in_place(file, "performance"));
    }
    void check(const std::string& first, const std::string& second) const {
        CHECK(read_file(texts[0].file) == first);
        CHECK(read_file(texts[1].file) == second);
    }
    void check_restored() const { check("powersave\n", "schedutil\n"); }

    TemporaryDirectory directory;
    std::vector<FileText> texts{{directory.path() / "first", "powersave\n"},
                                {directory.path() / "second", "schedutil\n"}};
};

/// A process that leads a group, changes the settings behind a guardian, says so, and stays until it is killed.
/// Orphans become children of this process: what they come to can be waited for.
class Changing {
public:
    explicit Changing(const Settings& settings) {
        ::prctl(PR_SET_CHILD_SUBREAPER, 1);
        std::array<int, 2> pipe{};
        REQUIRE(::pipe(pipe.data()) == 0);
        process_ = ::fork();
        if (process_ == 0) {
            for (const int signal : {SIGTERM, SIGINT, SIGHUP})
                ::signal(signal, SIG_DFL); // without the test's own handlers
            ::setpgid(0, 0);
            const Guardian guardian(settings.texts);
            for (const auto& [file, text] : settings.texts)
                (void)write_in_place(file, "performance");
            (void)::write(pipe[1], "", 1);
            while (true)
                ::pause();
        }
        char byte = 0;
        REQUIRE(::read(pipe[0], &byte, 1) == 1);
        ::close(pipe[0]);
        ::close(pipe[1]);
    }
    ~Changing() { ::prctl(PR_SET_CHILD_SUBREAPER, 0); }
    Changing(const Changing&) = delete;
    Changing& operator=(const Changing&) = delete;

    /// Sends it, waits for its end, then for that of the guardian. False where there was none.
    [[nodiscard]] bool end_by(int signal, bool whole_group) const {
        ::kill(whole_group ? -process_ : process_, signal);
        int status = 0;
        return ::waitpid(process_, &status, 0) == process_ && WIFSIGNALED(status) && ::waitpid(-1, &status, 0) > 0 &&
               WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }

private:
    pid_t process_ = -1;
};

std::string pipes_of_a_child() {
    return system_runner()
        ->run({.argv = {"sh", "-c", "ls -l /proc/self/fd | grep -c pipe:"}, .out = Output::capture()})
        .out;
}

} // namespace

TEST_CASE("a guardian gives files their texts back at its end, and not before") {
    const Settings settings;
    {
        const Guardian guardian(settings.texts);
        settings.check_restored();
        settings.change();
        settings.check("performance", "performance");
    }
    settings.check_restored();
    CHECK(::waitpid(-1, nullptr, WNOHANG) == -1); // it has ended too
}

TEST_CASE("a guardian gives them back when perfeng is killed, alone or with its process group") {
    for (const bool whole_group : {false, true})
        for (const int signal : {SIGKILL, SIGTERM, SIGINT, SIGHUP}) {
            INFO("signal " << signal << (whole_group ? " to the group" : ""));
            const Settings settings;
            const Changing changing(settings);
            settings.check("performance", "performance");
            CHECK(changing.end_by(signal, whole_group));
            settings.check_restored();
        }
}

TEST_CASE("a second guardian does not keep the first one waiting, nor do children of perfeng") {
    const Settings first;
    const Settings second;
    const auto before = pipes_of_a_child();
    auto early = std::make_unique<Guardian>(first.texts);
    first.change();
    const Guardian late(second.texts);
    second.change();
    CHECK(pipes_of_a_child() == before);
    early.reset();
    first.check_restored();
    second.check("performance", "performance");
}

TEST_CASE("what a guardian that was killed cannot do is done at the end") {
    const Settings settings;
    {
        const Guardian guardian(settings.texts);
        settings.change();
        const auto children = read_file("/proc/self/task/" + std::to_string(::getpid()) + "/children");
        REQUIRE_FALSE(children.empty());
        ::kill(std::stoi(children), SIGKILL);
    }
    settings.check_restored();
}

TEST_CASE("a text is written into the file itself") {
    const TemporaryDirectory directory;
    const auto file = directory.path() / "file";
    CHECK_FALSE(write_in_place(file, "text"));
    CHECK(errno == ENOENT);
    write_file(file, "a longer text");
    std::filesystem::create_hard_link(file, directory.path() / "other");
    CHECK(write_in_place(file, "text"));
    CHECK(read_file(directory.path() / "other") == "text");
}

#endif
