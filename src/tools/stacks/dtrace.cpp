#include "perfeng/tools/stacks/dtrace.hpp"

#include "named_stacks.hpp"
#include "passed_lines.hpp"
#include "text/interner.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"

#include "perfeng/tools/symbols/demangle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace perfeng::tools {
namespace {

constexpr std::string_view dtrace_wanted = "stacks of DTrace: MODULE`FUNCTION+OFFSET lines, and a count below them";

bool is_indented(std::string_view line) { return line.starts_with(' ') || line.starts_with('\t'); }

bool is_hexadecimal(std::string_view text) {
    return skip(text, "0x") && !text.empty() && text.find_first_not_of("0123456789abcdefABCDEF") == text.npos;
}

/// The end of "MODULE`"; modules have no blanks.
std::size_t end_of_module(std::string_view text) {
    const auto quote = text.find('`');
    const bool module = quote != std::string_view::npos && quote > 0 && text.find_first_of(" \t\"'<(") > quote;
    return module ? quote : std::string_view::npos;
}

bool is_dtrace_frame(std::string_view text) {
    return end_of_module(text) != std::string_view::npos || is_hexadecimal(text);
}

/// "CPU     ID                    FUNCTION:NAME" and "  0  64091      :tick-60s".
bool is_probe_line(std::string_view text) {
    if (text.ends_with("FUNCTION:NAME"))
        return true;
    return whole_number(take_word(text)) && whole_number(take_word(text)) && text.find(':') != std::string_view::npos;
}

bool is_of_kernel_proper(std::string_view text) {
    constexpr std::array<std::string_view, 4> modules{"unix", "genunix", "kernel", "mach_kernel"};
    const auto end = end_of_module(text);
    return end != std::string_view::npos && std::ranges::find(modules, text.substr(0, end)) != modules.end();
}

std::string_view without_offset(std::string_view name) {
    const auto plus = name.rfind('+');
    return plus != std::string_view::npos && plus > 0 && is_hexadecimal(name.substr(plus + 1)) ? name.substr(0, plus)
                                                                                               : name;
}

/// Where what was inlined begins in "outer->inner"; "operator->" and a return type in brackets are none.
std::size_t find_inlined(std::string_view name) {
    const auto arrow = name.find("->");
    if (arrow == 0 || arrow == std::string_view::npos || arrow + 2 == name.size() ||
        name.find_first_of(" <(") != std::string_view::npos || name.substr(0, arrow).ends_with("operator"))
        return std::string_view::npos;
    return arrow;
}

class DtraceReader {
public:
    tl::expected<Read<Profile>, ReadError> read(std::string_view text) {
        for (Lines lines(text); lines.next();)
            read_line(lines.number(), lines.line());
        abandon();
        stacks_.move_to(profile_, true);
        if (profile_.weight <= 0)
            return refuse(passed_.first_line(), passed_.first_text("no stack with a count"), dtrace_wanted);
        return Read<Profile>{std::move(profile_), warnings()};
    }

private:
    void read_line(std::size_t number, std::string_view line) {
        const auto text = trim(line);
        if (text.empty())
            end_block();
        else if (!is_indented(line) || is_probe_line(text))
            read_other(number, text);
        else if (const auto count = whole_number(text))
            end_record(*count);
        else if (is_dtrace_frame(text))
            block_.push_back(texts_.intern(text).id);
        else
            read_key(number, text);
    }

    void read_other(std::size_t number, std::string_view text) {
        abandon();
        if (is_probe_line(text))
            return;
        if (!skip(text, "dtrace: "))
            return passed_.add(number, text);
        const auto count = whole_number(take_word(text));
        if (count && text.find("drop") != std::string_view::npos)
            profile_.lost += *count;
    }

    /// "bash" before its stack, or "bash   31" behind it.
    void read_key(std::size_t number, std::string_view text) {
        end_block();
        if (frames_.empty()) {
            key_ = text;
            return;
        }
        const auto count = whole_number(text.substr(text.find_last_of(" \t") + 1));
        if (!count)
            return passed_.add(number, text);
        key_ = trim(text.substr(0, text.find_last_of(" \t")));
        end_record(*count);
    }

    void end_block() {
        const bool kernel = std::ranges::any_of(block_, [&](auto id) { return is_of_kernel_proper(texts_[id]); });
        for (const auto id : block_) {
            const auto& known = frames_of(id, kernel);
            frames_.insert(frames_.end(), known.begin(), known.end());
        }
        block_.clear();
    }

    void end_record(std::uint64_t count) {
        end_block();
        stacks_.add(frames_, static_cast<double>(count), key_);
        frames_.clear();
        key_.clear();
    }

    /// What was read has no count.
    void abandon() {
        end_block();
        if (!frames_.empty())
            ++without_count_;
        frames_.clear();
        key_.clear();
    }

    const std::vector<std::uint32_t>& frames_of(std::uint32_t text, bool kernel) {
        auto& known = known_[kernel ? 1 : 0];
        known.resize(std::max(known.size(), texts_.size()));
        if (known[text].empty())
            add_frames(texts_[text], kernel, known[text]);
        return known[text];
    }

    void add_frames(std::string_view text, bool kernel, std::vector<std::uint32_t>& frames) {
        const auto end = end_of_module(text);
        const auto module = end == std::string_view::npos ? "[unknown]" : text.substr(0, end);
        auto name = without_offset(end == std::string_view::npos ? text : text.substr(end + 1));
        for (bool inlined = false;; inlined = true) {
            const auto arrow = find_inlined(name);
            frames.push_back(
                stacks_.frame(frame_of(name.substr(0, arrow), kernel ? "[kernel]" : module, kernel, inlined)));
            if (arrow == std::string_view::npos)
                break;
            name.remove_prefix(arrow + 2);
        }
        std::ranges::reverse(frames);
    }

    static Frame frame_of(std::string_view name, std::string_view module, bool kernel, bool inlined) {
        const bool unknown = name.empty() || is_hexadecimal(name);
        return {.name = unknown ? "[unknown]" : short_name(demangle(name)),
                .raw_name = unknown ? "" : std::string(name),
                .module = std::string(module),
                .kernel = kernel,
                .inlined = inlined};
    }

    [[nodiscard]] std::vector<std::string> warnings() const {
        std::vector<std::string> warnings;
        passed_.tell(warnings, dtrace_wanted);
        if (without_count_ > 0)
            warnings.push_back(fmt::format("{} without a count left out: aggregate them, as in @[ustack()] = count()",
                                           without_count_ == 1 ? "1 stack" : fmt::format("{} stacks", without_count_)));
        if (profile_.lost > 0)
            warnings.push_back(fmt::format("DTrace dropped {} records", profile_.lost));
        return warnings;
    }

    NamedStacks stacks_;
    PassedLines passed_;
    Interner texts_;                                               ///< of frames
    std::array<std::vector<std::vector<std::uint32_t>>, 2> known_; ///< frames of texts: of programs, of the kernel
    std::vector<std::uint32_t> block_;                             ///< texts of the stack at hand
    std::vector<std::uint32_t> frames_;                            ///< of the record at hand, leaf first
    std::string key_;
    std::size_t without_count_ = 0;
    Profile profile_{.tool = "dtrace", .event = "samples", .unit = Unit::count};
};

} // namespace

tl::expected<Read<Profile>, ReadError> read_dtrace(std::string_view text) { return DtraceReader().read(text); }

Recognition recognise_dtrace(Head head) {
    if (looks_binary(head.text) || without_lead(head.text).starts_with('<'))
        return Recognition::no;
    bool named = false; // a frame with its module stands above, and nothing else since
    for (Lines lines(whole_lines(head)); lines.next();) {
        const auto text = trim(lines.line());
        if (text.empty())
            continue;
        const bool indented = is_indented(lines.line());
        if (named && indented && whole_number(text))
            return Recognition::yes;
        named = indented && is_dtrace_frame(text) && (named || !is_hexadecimal(text));
    }
    return not_yet(head);
}

} // namespace perfeng::tools
