#include "families.hpp"

#include "perfeng/tools/time/time_contents.hpp"

#include <array>

namespace perfeng::tools {
namespace {

template <TimeDialect dialect> constexpr Format time_row(std::string_view name, std::string_view what) {
    return {name, what, [](Head head) { return recognise_time(head, dialect); },
            [](std::string_view text) { return read_time(text, dialect); }};
}

} // namespace

std::span<const Format> time_formats() {
    static constexpr std::array rows{
        time_row<TimeDialect::gnu>("gnu-time", "report of GNU or busybox time -v"),
        time_row<TimeDialect::gnu_short>("gnu-time-short", "report of GNU time without -v"),
        time_row<TimeDialect::macos>("macos-time", "report of macOS's time, with or without -l and -h"),
        time_row<TimeDialect::freebsd>("freebsd-time", "report of FreeBSD's time -l"),
        time_row<TimeDialect::posix>("posix-time", "report of time -p, or of the time of bash, ksh or busybox"),
        time_row<TimeDialect::zsh>("zsh-time", "report of zsh's time"),
        time_row<TimeDialect::fish>("fish-time", "report of fish's time"),
        time_row<TimeDialect::tcsh>("tcsh-time", "report of tcsh's time"),
    };
    return rows;
}

} // namespace perfeng::tools
