#include "perfeng/tools/stacks/spindump.hpp"

#include "call_tree.hpp"
#include "macos_report.hpp"
#include "passed_lines.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"

#include "perfeng/tools/symbols/demangle.hpp"

#include <fmt/format.h>

#include <optional>

namespace perfeng::tools {
namespace {

constexpr std::string_view spindump_wanted = "a tree of spindump: COUNT NAME + OFFSET (BINARY + OFFSET) [ADDRESS]";

struct SpindumpLine {
    std::size_t depth = 0; ///< the column of the count
    double count = 0;
    bool kernel = false;
    std::string_view frame;
};

std::optional<SpindumpLine> parse_spindump_line(std::string_view line) {
    const auto depth = line.find_first_not_of(" *");
    if (depth == std::string_view::npos || depth < 2)
        return std::nullopt;
    SpindumpLine result{.depth = depth, .kernel = line[depth - 1] == '*', .frame = line.substr(depth)};
    const auto count = whole_number(take_word(result.frame));
    const auto address = result.frame.rfind("[0x");
    if (!count || address == std::string_view::npos)
        return std::nullopt;
    result.count = static_cast<double>(*count);
    result.frame = trim(result.frame.substr(0, address));
    return result;
}

/// "(main.c:7 in sh + 1234)" without the parentheses, into `frame`.
void read_spindump_binary(std::string_view text, Frame& frame) {
    text = text.substr(0, text.rfind(" + "));
    const auto in = text.find(" in ");
    const auto colon = text.substr(0, in).rfind(':');
    if (in != std::string_view::npos && colon != std::string_view::npos)
        if (const auto line = whole_number(text.substr(colon + 1, in - colon - 1)); line && *line <= INT32_MAX) {
            frame.file = text.substr(0, colon);
            frame.line = static_cast<int>(*line);
            text.remove_prefix(in + 4);
        }
    frame.module = text;
}

/// Where the parenthesis opens that the last character closes.
std::size_t opening_of(std::string_view text) {
    int open = 0;
    for (auto i = text.size(); i-- > 0;) {
        if (text[i] == ')')
            ++open;
        else if (text[i] == '(' && --open == 0)
            return i;
    }
    return std::string_view::npos;
}

Frame spindump_frame(const SpindumpLine& line) {
    Frame frame{.module = "[unknown]", .kernel = line.kernel};
    auto name = line.frame;
    if (const auto open = name.ends_with(')') ? opening_of(name) : std::string_view::npos;
        open != std::string_view::npos) {
        read_spindump_binary(name.substr(open + 1, name.size() - open - 2), frame);
        name = trim(name.substr(0, open));
    }
    if (line.kernel)
        frame.module = "[kernel]";
    if (const auto plus = name.rfind(" + "); plus != std::string_view::npos && whole_number(name.substr(plus + 3)))
        name = name.substr(0, plus);
    const bool unknown = name.empty() || name == "???";
    frame.name = unknown ? "[unknown]" : short_name(demangle(name));
    frame.raw_name = unknown ? "" : name;
    return frame;
}

/// `Thread name "worker"` or `DispatchQueue "com.apple.main-thread"(1)`.
std::string_view spindump_thread(std::string_view line) {
    for (const std::string_view key : {"Thread name \"", "DispatchQueue \""})
        if (const auto at = line.find(key); at != std::string_view::npos) {
            line.remove_prefix(at + key.size());
            return line.substr(0, line.find('"'));
        }
    return {};
}

/// "name [pid]".
std::string_view pid_of(std::string_view process) {
    const auto open = process.rfind(" [");
    return open == std::string_view::npos ? std::string_view() : process.substr(open + 2, process.size() - open - 3);
}

class SpindumpReader {
public:
    explicit SpindumpReader(std::string_view text) : lines_(text) {}

    tl::expected<Read<Contents>, ReadError> read() {
        while (lines_.next())
            read_line(lines_.line());
        tree_.end_tree();
        tree_.stacks.move_to(profile_, true);
        if (profile_.weight <= 0)
            return refuse(passed_.first_line(), passed_.first_text("no tree of samples"), spindump_wanted);
        contents_.program = target_.empty() && processes_ == 1 ? process_ : target_;
        auto told = warnings();
        contents_.profile = std::move(profile_);
        return Read<Contents>{std::move(contents_), std::move(told)};
    }

private:
    /// Of `Num samples:`: whether a tree may follow, and what to do with it.
    enum class Part { other, samples, left_out };

    void read_line(std::string_view line) {
        if (line.empty())
            return;
        if (line.front() != ' ')
            return read_key(line);
        if (line.starts_with("  Thread 0x"))
            return begin_thread(line);
        if (part_ == Part::other || line.starts_with("  Binary Images:")) {
            part_ = Part::other;
            return;
        }
        read_frame(line);
    }

    void read_key(std::string_view line) {
        if (skip(line, "Process:") || skip(line, "Powerstats for:"))
            return begin_process(trim(line));
        if (skip(line, "Num samples:"))
            return begin_samples(trim(line));
        if (processes_ > 0) {
            if (line.starts_with("Heaviest stack"))
                part_ = Part::other;
            return;
        }
        read_macos_report_line(line, contents_);
        if (skip(line, "Command:"))
            target_ = trim(line);
        else if (skip(line, "PID:"))
            target_pid_ = trim(line);
        else if (skip(line, "Architecture:"))
            contents_.environment.architecture = trim(line);
        else if (skip(line, "Data Source:"))
            micro_ = trim(line) == "Microstackshots";
        else if (skip(line, "Event:") && micro_)
            profile_.event = trim(line);
    }

    void begin_process(std::string_view process) {
        ++processes_;
        part_ = Part::other;
        process_ = without_pid(process);
        foreign_ = !target_pid_.empty() && pid_of(process) != target_pid_;
    }

    void begin_samples(std::string_view count) {
        if (processes_ == 0)
            return;
        part_ = foreign_ ? Part::left_out : Part::samples;
        if (foreign_) {
            ++foreign_processes_;
            foreign_samples_ += whole_number(take_word(count)).value_or(0);
        }
        tree_.end_tree();
        tree_.set_thread(process_);
    }

    void begin_thread(std::string_view line) {
        if (processes_ == 0)
            return;
        part_ = foreign_ ? Part::left_out : Part::samples;
        tree_.end_tree();
        const auto name = spindump_thread(line);
        tree_.set_thread(name.empty() ? process_ : fmt::format("{}: {}", process_, name));
    }

    void read_frame(std::string_view line) {
        if (part_ == Part::left_out)
            return;
        if (const auto parsed = parse_spindump_line(line))
            tree_.add(parsed->depth, tree_.stacks.frame(spindump_frame(*parsed)), parsed->count);
        else
            passed_.add(lines_.number(), line);
    }

    std::vector<std::string> warnings() {
        auto warnings = warnings_of(tree_);
        passed_.tell(warnings, spindump_wanted);
        if (foreign_processes_ > 0)
            warnings.push_back(fmt::format(
                "{} samples of {} left out: the report is about {}", foreign_samples_,
                foreign_processes_ == 1 ? "1 other process" : fmt::format("{} other processes", foreign_processes_),
                target_));
        else if (processes_ > 1)
            warnings.push_back(fmt::format("the samples of {} processes were read together", processes_));
        if (profile_.event == "wall-clock")
            warnings.emplace_back("spindump counts threads that wait like threads that work: shares are of the time of "
                                  "all threads, not of processor time");
        return warnings;
    }

    Lines lines_;
    CallTree tree_;
    PassedLines passed_;
    Contents contents_;
    Profile profile_{.tool = "spindump", .event = "wall-clock", .unit = Unit::count};
    Part part_ = Part::other;
    bool micro_ = false;
    std::string target_; ///< the process that the report is about
    std::string target_pid_;
    std::string process_;
    bool foreign_ = false; ///< `process_` is not the one that the report is about
    std::size_t processes_ = 0;
    std::size_t foreign_processes_ = 0;
    std::uint64_t foreign_samples_ = 0;
};

} // namespace

tl::expected<Read<Contents>, ReadError> read_spindump(std::string_view text) { return SpindumpReader(text).read(); }

Recognition recognise_spindump(Head head) {
    if (looks_binary(head.text))
        return Recognition::no;
    bool below = false;
    for (Lines lines(whole_lines(head)); lines.next();) {
        if (below && lines.line().starts_with("Num samples:"))
            return Recognition::yes;
        below = below || lines.line().starts_with("Process:") || lines.line().starts_with("Powerstats for:");
    }
    return not_yet(head);
}

} // namespace perfeng::tools
