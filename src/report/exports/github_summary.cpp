// Job summaries of GitHub Actions: at most 1 MiB of GitHub-flavoured Markdown for each step ("Step isolation and
// limits" in its documentation); what is larger is refused whole.
#include "exports.hpp"

#include "perfeng/model/quantity.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace perfeng::report {
namespace {

constexpr std::size_t room_for_the_end = 400; // of the note, and what closes blocks

/// What stands open at the end of a Markdown page of ours.
struct OpenBlocks {
    std::string fence;
    bool details = false;

    void read(std::string_view line) {
        const auto ticks = line.substr(0, std::min(line.find_first_not_of('`'), line.size()));
        if (!fence.empty()) {
            if (line == fence)
                fence.clear();
        } else if (ticks.size() >= 3)
            fence = ticks;
        else if (line.starts_with("<details>"))
            details = true;
        else if (line == "</details>")
            details = false;
    }

    [[nodiscard]] std::string closing() const {
        return (fence.empty() ? "" : fence + "\n") + (details ? "\n</details>\n" : "");
    }
};

OpenBlocks open_in(std::string_view markdown) {
    OpenBlocks open;
    while (!markdown.empty()) {
        const auto end = std::min(markdown.find('\n'), markdown.size());
        open.read(markdown.substr(0, end));
        markdown.remove_prefix(std::min(end + 1, markdown.size()));
    }
    return open;
}

} // namespace

std::string within_a_step_summary(const std::string& markdown, std::size_t limit) {
    if (markdown.size() <= limit)
        return markdown;
    const auto room = limit > room_for_the_end ? limit - room_for_the_end : 0;
    const auto last = room == 0 ? std::string::npos : markdown.rfind('\n', room - 1);
    const auto kept = last == std::string::npos ? std::string() : markdown.substr(0, last + 1);
    const auto lines = std::count(markdown.begin() + static_cast<std::ptrdiff_t>(kept.size()), markdown.end(), '\n');
    return kept + open_in(kept).closing() +
           fmt::format("\n**Cut here**: GitHub takes no more than 1 MiB; {} left out. For all of it, add "
                       "`--export markdown=FILE` to the command.\n",
                       counted(static_cast<std::uint64_t>(lines), "line"));
}

} // namespace perfeng::report
