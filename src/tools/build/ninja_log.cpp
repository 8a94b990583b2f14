#include "build_units.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"

#include "perfeng/tools/build/build_times.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace perfeng::tools {
namespace {

constexpr std::string_view first_words = "# ninja log v";

struct LoggedCommand {
    std::uint64_t start = 0;
    std::uint64_t end = 0;
    std::string_view output;
    std::string_view hash;
};

std::optional<LoggedCommand> read_command(std::string_view line) {
    std::array<std::string_view, 5> fields;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto tab = std::min(line.find('\t'), line.size());
        fields[i] = line.substr(0, tab);
        if (tab == line.size() && i + 1 < fields.size())
            return std::nullopt;
        line.remove_prefix(std::min(tab + 1, line.size()));
    }
    const auto start = whole_number(fields[0]);
    const auto end = whole_number(fields[1]);
    if (!start || !end || *end < *start || fields[3].empty())
        return std::nullopt;
    return LoggedCommand{*start, *end, fields[3], fields[4]};
}

std::string kind_of(std::string_view output) {
    return output.ends_with(".o") || output.ends_with(".obj") || output.ends_with(".pcm") ? "compile" : "link";
}

BuildTimes times_of(const std::vector<LoggedCommand>& build) {
    BuildTimes times{"ninja", 0, {}};
    auto first = build.front().start;
    for (const auto& command : build)
        first = std::min(first, command.start);
    const LoggedCommand* last = nullptr;
    for (const auto& command : build) {
        const bool again =
            last != nullptr && last->start == command.start && last->end == command.end && last->hash == command.hash;
        last = &command;
        const auto seconds = [](std::uint64_t ms) { return static_cast<double>(ms) / 1000; };
        times.total = std::max(times.total, seconds(command.end - first));
        if (!again)
            times.units.push_back({std::string(command.output), seconds(command.start - first),
                                   seconds(command.end - command.start), kind_of(command.output), false});
    }
    sort_units(times);
    return times;
}

} // namespace

Recognition recognise_ninja_log(Head head) { return begins_with(head, first_words); }

tl::expected<Read<BuildTimes>, ReadError> read_ninja_log(std::string_view text) {
    Lines lines(text);
    if (!lines.next() || !lines.line().starts_with(first_words))
        return refuse(1, lines.line(), "# ninja log v5");
    std::vector<std::vector<LoggedCommand>> builds;
    std::uint64_t last_end = 0;
    while (lines.next()) {
        if (lines.line().empty())
            continue;
        const auto command = read_command(lines.line());
        if (!command)
            return refuse(lines.number(), lines.line(), "START, END, MTIME, OUTPUT and HASH, with tabs between");
        if (builds.empty() || command->end < last_end)
            builds.emplace_back();
        last_end = command->end;
        builds.back().push_back(*command);
    }
    if (builds.empty())
        return refuse(0, "no command", "a build of at least one command");
    const auto largest = std::ranges::max_element(builds, {}, &std::vector<LoggedCommand>::size);
    Read<BuildTimes> read{times_of(*largest), {}};
    if (builds.size() > 1)
        read.warnings.push_back(fmt::format("the log holds {} builds: the one with the most commands, {}, is read",
                                            builds.size(), largest->size()));
    return read;
}

} // namespace perfeng::tools
