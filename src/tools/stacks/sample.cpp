#include "perfeng/tools/stacks/sample.hpp"

#include "call_tree.hpp"
#include "macos_report.hpp"
#include "passed_lines.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"

#include "perfeng/tools/symbols/demangle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace perfeng::tools {
namespace {

constexpr std::string_view sample_wanted =
    "the call graph of macOS sample: COUNT NAME  (in BINARY) + OFFSET  [ADDRESS]";

struct SampleLine {
    std::size_t depth = 0; ///< the column of the count
    double count = 0;
    std::string_view rest;
};

std::optional<SampleLine> parse_sample_line(std::string_view line) {
    const auto depth = line.find_first_not_of(" +!:|");
    if (depth == std::string_view::npos)
        return std::nullopt;
    SampleLine result{.depth = depth, .rest = line.substr(depth)};
    const auto count = whole_number(take_word(result.rest));
    if (!count || result.rest.empty())
        return std::nullopt;
    result.count = static_cast<double>(*count);
    return result;
}

bool is_thread(const SampleLine& line) {
    return line.rest.starts_with("Thread_") && line.rest.find("  (in ") == std::string_view::npos;
}

/// "Thread_1086633: Timer" or "Thread_2155218   DispatchQueue_1: com.apple.main-thread  (serial)".
std::string_view sample_thread(std::string_view text) {
    const auto gap = std::min(text.find("   DispatchQueue_"), text.size());
    auto queue = text.substr(gap);
    const auto thread = text.substr(0, gap);
    if (const auto colon = thread.find(": "); colon != std::string_view::npos)
        return trim(thread.substr(colon + 2));
    if (const auto colon = queue.find(": "); colon != std::string_view::npos) {
        queue.remove_prefix(colon + 2);
        return trim(queue.substr(0, queue.rfind("  (")));
    }
    return trim(thread);
}

/// The end of "Google Chrome Helper (Renderer)) + 12": names of binaries may hold parentheses.
std::size_t end_of_binary(std::string_view text) {
    int open = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '(')
            ++open;
        else if (text[i] == ')' && open-- == 0)
            return i;
    }
    return text.size();
}

/// "main.cpp:353" behind the address.
void take_sample_place(std::string_view text, Frame& frame) {
    const auto address = text.rfind("]  ");
    const auto colon = text.rfind(':');
    if (address == std::string_view::npos || colon == std::string_view::npos || colon < address + 3)
        return;
    const auto line = whole_number(text.substr(colon + 1));
    if (!line || *line > INT32_MAX)
        return;
    frame.file = text.substr(address + 3, colon - address - 3);
    frame.line = static_cast<int>(*line);
}

/// NAME  (in BINARY) + OFFSET  [ADDRESS]  FILE:LINE
Frame sample_frame(std::string_view text) {
    Frame frame{.module = "[unknown]"};
    auto name = text.substr(0, text.rfind("  [0x"));
    if (const auto in = text.rfind("  (in "); in != std::string_view::npos) {
        name = text.substr(0, in);
        text.remove_prefix(in + 6);
        const auto end = end_of_binary(text);
        if (const auto binary = text.substr(0, end); binary != "<unknown binary>")
            frame.module = binary;
        text.remove_prefix(end);
    }
    take_sample_place(text, frame);
    name = trim(name);
    const bool unknown = name.empty() || name == "???";
    frame.name = unknown ? "[unknown]" : short_name(demangle(name));
    frame.raw_name = unknown ? "" : name;
    return frame;
}

/// "Analysis of sampling rg (pid 64751) every 1 millisecond"
double sample_frequency(std::string_view line) {
    const auto every = line.rfind(" every ");
    if (!line.starts_with("Analysis of sampling ") || every == std::string_view::npos)
        return 0;
    line.remove_prefix(every + 7);
    const auto milliseconds = decimal_number(take_word(line));
    return milliseconds && *milliseconds > 0 && line.starts_with("millisecond") ? 1000 / *milliseconds : 0;
}

class SampleReader {
public:
    explicit SampleReader(std::string_view text) : lines_(text) {}

    tl::expected<Read<Contents>, ReadError> read() {
        while (lines_.next() && lines_.line() != "Call graph:")
            read_head(lines_.line());
        while (lines_.next() && !trim(lines_.line()).empty())
            read_line(lines_.line());
        tree_.end_tree();
        tree_.stacks.move_to(profile_, true);
        if (profile_.weight <= 0)
            return refuse(passed_.first_line(), passed_.first_text("no call graph"), sample_wanted);
        contents_.profile = std::move(profile_);
        auto told = warnings();
        return Read<Contents>{std::move(contents_), std::move(told)};
    }

private:
    void read_head(std::string_view line) {
        if (const auto frequency = sample_frequency(line); frequency > 0)
            profile_.frequency = frequency;
        read_macos_report_line(line, contents_);
    }

    void read_line(std::string_view line) {
        const auto parsed = parse_sample_line(line);
        if (!parsed) {
            passed_.add(lines_.number(), line);
        } else if (is_thread(*parsed)) {
            tree_.add_root(parsed->depth, sample_thread(parsed->rest), parsed->count);
        } else {
            tree_.add(parsed->depth, tree_.stacks.frame(sample_frame(parsed->rest)), parsed->count);
        }
    }

    std::vector<std::string> warnings() {
        auto warnings = warnings_of(tree_);
        passed_.tell(warnings, sample_wanted);
        std::size_t others = 0;
        while (lines_.next())
            others += lines_.line() == "Call graph:" ? 1U : 0U;
        if (others > 0)
            warnings.push_back(fmt::format("the text holds {} reports: the first one was read", others + 1));
        warnings.emplace_back("sample counts threads that wait like threads that work: shares are of the time of all "
                              "threads, not of processor time");
        return warnings;
    }

    Lines lines_;
    CallTree tree_;
    PassedLines passed_;
    Contents contents_;
    Profile profile_{.tool = "sample", .event = "wall-clock", .unit = Unit::count};
};

} // namespace

tl::expected<Read<Contents>, ReadError> read_sample(std::string_view text) { return SampleReader(text).read(); }

Recognition recognise_sample(Head head) {
    if (looks_binary(head.text))
        return Recognition::no;
    bool below = false;
    for (Lines lines(whole_lines(head)); lines.next();) {
        if (below)
            if (const auto parsed = parse_sample_line(lines.line()); parsed && is_thread(*parsed))
                return Recognition::yes;
        below = lines.line() == "Call graph:";
    }
    return not_yet(head);
}

} // namespace perfeng::tools
