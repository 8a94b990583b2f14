#include "terminal.hpp"

#include "perfeng/model/error.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace perfeng::cli {
namespace {

using Clock = std::chrono::steady_clock;

bool dumb_terminal() {
    const char* const term = std::getenv("TERM");
    return term == nullptr || std::string_view(term) == "dumb";
}

bool set_and_not(const char* name, std::string_view off) {
    const char* const value = std::getenv(name);
    return value != nullptr && *value != '\0' && value != off;
}

int columns_of(int descriptor) {
    winsize size{};
    return ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

std::string time_left(double seconds) {
    if (seconds < 1)
        return {};
    return seconds < 90 ? fmt::format(", up to {:.0f} s left", seconds)
                        : fmt::format(", up to {:.0f} min left", seconds / 60);
}

class StatusLine : public measure::Progress {
public:
    explicit StatusLine(bool quiet)
        : quiet_(quiet), live_(!quiet && ::isatty(STDERR_FILENO) == 1 && !dumb_terminal()) {}
    ~StatusLine() override { clear(); }
    StatusLine(const StatusLine&) = delete;
    StatusLine& operator=(const StatusLine&) = delete;

    void stage(std::string_view what) override {
        stage_ = what;
        show(stage_ + " ...");
    }

    void step(std::size_t done, std::optional<std::size_t> of, double seconds_left) override {
        const auto now = Clock::now();
        if (now - shown_ < std::chrono::milliseconds(100))
            return;
        shown_ = now;
        show(fmt::format("{}: {}{}{}", stage_, done, of ? fmt::format(" of {}", *of) : "", time_left(seconds_left)));
    }

    void say(std::string_view line) override {
        if (!quiet_)
            print(line);
    }

    void warn(std::string_view line) override { print("warning: " + std::string(line)); }

    void finish() override { clear(); }

private:
    void show(const std::string& line) {
        if (!live_)
            return;
        const auto width = static_cast<std::size_t>(std::max(20, columns_of(STDERR_FILENO)) - 1);
        write("\r\x1b[K" + line.substr(0, width));
        dirty_ = true;
    }

    void clear() {
        if (std::exchange(dirty_, false))
            write("\r\x1b[K");
    }

    void print(std::string_view line) {
        clear();
        write("perfeng: " + std::string(line) + "\n");
    }

    static void write(const std::string& text) {
        [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text.data(), text.size());
    }

    bool quiet_;
    bool live_;
    bool dirty_ = false;
    std::string stage_;
    Clock::time_point shown_;
};

} // namespace

bool wants_color(std::string_view choice) {
    if (choice != "auto")
        return choice == "always";
    if (set_and_not("NO_COLOR", ""))
        return false;
    if (set_and_not("CLICOLOR_FORCE", "0"))
        return true;
    return ::isatty(STDOUT_FILENO) == 1 && !dumb_terminal();
}

int terminal_width() { return columns_of(STDOUT_FILENO); }

std::unique_ptr<measure::Progress> terminal_progress(bool quiet) { return std::make_unique<StatusLine>(quiet); }

void write_stdout(std::string_view text) {
    while (!text.empty()) {
        const auto written = ::write(STDOUT_FILENO, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0 && errno == EPIPE)
            throw ClosedPipe();
        if (written < 0)
            throw Error(std::string("cannot write the result: ") + std::strerror(errno),
                        "free some space; what was measured is in the store: perfeng list");
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

} // namespace perfeng::cli
