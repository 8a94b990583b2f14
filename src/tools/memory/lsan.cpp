#include "perfeng/tools/memory/lsan.hpp"

#include "leak_sites.hpp"
#include "memory_frames.hpp"
#include "text/looks.hpp"
#include "text/reading.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace perfeng::tools {
namespace {

/// Sanitizers colour what they write to a terminal: ESC [ ... m.
std::string without_colours(std::string_view line) {
    std::string plain;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line.substr(i).starts_with("\x1b["))
            i = std::min(line.find('m', i), line.size() - 1);
        else
            plain += line[i];
    }
    return plain;
}

/// "Direct leak of 4196 byte(s) in 2 object(s) allocated from:"
std::optional<LeakSite> lsan_record(std::string_view line) {
    LeakSite site;
    if (skip(line, "Indirect leak of "))
        site.kind = LeakKind::indirect;
    else if (!skip(line, "Direct leak of "))
        return std::nullopt;
    const auto bytes = whole_number(take_word(line));
    if (!bytes || !skip(line, "byte(s) in "))
        return std::nullopt;
    const auto count = whole_number(take_word(line));
    if (!count || !skip(line, "object(s)"))
        return std::nullopt;
    site.bytes = *bytes;
    site.count = *count;
    return site;
}

/// Takes "(/path/module+0x12)", on macOS "(module:arm64+0x12)", off the end of `text`.
bool take_lsan_module(std::string_view& text, MemoryFrame& frame) {
    if (const auto build = text.rfind(" (BuildId: "); build != std::string_view::npos)
        text = text.substr(0, build);
    const auto open = text.rfind('(');
    const auto offset = text.rfind("+0x");
    if (!text.ends_with(')') || open == std::string_view::npos || offset == std::string_view::npos || offset < open)
        return false;
    auto module = text.substr(open + 1, offset - open - 1);
    for (const std::string_view architecture : {":arm64", ":arm64e", ":x86_64", ":x86_64h", ":i386"})
        if (module.ends_with(architecture))
            module.remove_suffix(architecture.size());
    frame.module = module;
    text = trim(text.substr(0, open));
    return true;
}

/// Takes the file and line off the end of "leak_it(unsigned long) /home/user/my project/leak.cpp:9:64". A path may
/// have blanks; no function's name has " /" in it.
void take_lsan_location(std::string_view& text, MemoryFrame& frame) {
    auto blank = text.find(" /");
    if (blank == std::string_view::npos)
        blank = text.rfind(' ');
    if (blank == std::string_view::npos)
        return;
    const auto location = text.substr(blank + 1);
    if (!set_location(frame, location)) {
        if (location != "<null>" && location.find('/') == std::string_view::npos)
            return;
        if (location != "<null>")
            frame.file = location;
    }
    text = trim(text.substr(0, blank));
}

/// "    #1 0x55924d0a15f5 in leak_it(unsigned long) /home/user/project/leak.cpp:9:64"
std::optional<MemoryFrame> lsan_frame(std::string_view line) {
    line = trim(line);
    if (!skip(line, "#") || !whole_number(take_word(line)) || !take_word(line).starts_with("0x"))
        return std::nullopt;
    MemoryFrame frame;
    skip(line, "in ");
    if (!take_lsan_module(line, frame))
        take_lsan_location(line, frame);
    if (const auto offset = line.rfind("+0x"); offset != std::string_view::npos)
        line = line.substr(0, offset);
    const bool unknown = line == "<null>" || line == "(<unknown module>)";
    frame.function = memory_function_name(unknown ? std::string_view{} : line);
    return frame;
}

/// "SUMMARY: AddressSanitizer: 4324 byte(s) leaked in 4 allocation(s)."
struct LsanSummary {
    std::uint64_t bytes = 0;
    std::uint64_t count = 0;
};
std::optional<LsanSummary> lsan_summary(std::string_view line) {
    if (!skip(line, "SUMMARY: "))
        return std::nullopt;
    take_word(line);
    const auto bytes = whole_number(take_word(line));
    if (!bytes || !skip(line, "byte(s) leaked in "))
        return std::nullopt;
    const auto count = whole_number(take_word(line));
    return count ? std::optional(LsanSummary{*bytes, *count}) : std::nullopt;
}

class LsanReader {
public:
    void read(std::string_view line, std::size_t number) {
        if (auto record = lsan_record(line)) {
            close_record();
            record_ = std::move(record);
        } else if (auto frame = record_ ? lsan_frame(line) : std::nullopt) {
            record_->stack.push_back(std::move(*frame));
        } else if (line.find("ERROR: LeakSanitizer: detected memory leaks") != line.npos) {
            close_report();
            in_report_ = seen_ = true;
        } else if (const auto summary = lsan_summary(line)) {
            close_record();
            seen_ = true;
            found_ = *summary;
            has_summary_ = true;
            close_report();
        } else if (line.starts_with("Suppressions used:")) {
            seen_ = in_suppressions_ = true;
        } else if (in_suppressions_) {
            read_suppression(line);
        } else {
            read_other(line, number);
        }
    }

    tl::expected<Read<Leaks>, ReadError> finish() {
        close_report();
        auto& leaks = read_.value;
        if (!seen_)
            return refuse(strange_line_, strange_.empty() ? "an empty text" : strange_,
                          "a report of LeakSanitizer: it writes nothing both when there is no leak and when it did not "
                          "check, which this text cannot tell apart");
        leaks.tool = "lsan";
        sort_sites(leaks);
        warn_of_unnamed();
        return std::move(read_);
    }

private:
    void warn_of_unnamed() {
        std::uint64_t count = 0;
        for (const auto& site : read_.value.sites)
            if (std::ranges::all_of(site.stack, [](const auto& frame) { return frame.function == "[unknown]"; }))
                count += site.count;
        if (count > 0)
            read_.warnings.push_back(std::to_string(count) +
                                     " leaks have no function's name: let the program find llvm-symbolizer in PATH "
                                     "(LSAN_OPTIONS=symbolize=1), and build it with -g");
    }

    void close_record() {
        if (!record_)
            return;
        in_report_ = seen_ = true;
        name_place(*record_);
        sum_.bytes += record_->bytes;
        sum_.count += record_->count;
        read_.value.sites.push_back(std::move(*record_));
        record_.reset();
    }

    void close_report() {
        close_record();
        if (has_summary_ && (sum_.count != found_.count || sum_.bytes != found_.bytes))
            read_.warnings.push_back("LeakSanitizer found " + std::to_string(found_.count) + " leaks and shows " +
                                     std::to_string(sum_.count) + " of them (max_leaks?)");
        else if (!has_summary_ && in_report_)
            read_.warnings.emplace_back("the report of LeakSanitizer is cut off: it ends without its SUMMARY line");
        add_loss(read_.value, LeakKind::definite, has_summary_ ? found_.count : sum_.count,
                 has_summary_ ? found_.bytes : sum_.bytes);
        sum_ = found_ = {};
        has_summary_ = in_report_ = false;
    }

    /// "      1         64 leak_it": count, bytes, template.
    void read_suppression(std::string_view line) {
        auto rest = line;
        const auto count = take_word(rest);
        const auto bytes = take_word(rest);
        if (count == "count")
            return;
        if (whole_number(count) && whole_number(bytes))
            read_.warnings.push_back("suppressed by '" + std::string(trim(rest)) + "': " + std::string(count) +
                                     " leaks of " + std::string(bytes) + " bytes");
        else
            in_suppressions_ = false;
    }

    void read_other(std::string_view line, std::size_t number) {
        if (record_ && trim(line).empty())
            close_record();
        const auto error = line.find("Sanitizer: ");
        const bool is_error = line.find("ERROR: ") < error && error != line.npos;
        if (is_error)
            ++read_.value.other_errors;
        const bool failed = line.find("LeakSanitizer has encountered a fatal error") != line.npos;
        if (strange_line_ == 0 && (is_error || failed || (strange_.empty() && !trim(line).empty()))) {
            strange_ = line;
            strange_line_ = is_error || failed ? number : 0;
        }
    }

    Read<Leaks> read_;
    std::optional<LeakSite> record_;
    LsanSummary sum_;   ///< of the records of this report
    LsanSummary found_; ///< as this report says
    bool has_summary_ = false;
    bool in_report_ = false;
    bool in_suppressions_ = false;
    bool seen_ = false; ///< a report, in part at least
    std::string strange_;
    std::size_t strange_line_ = 0;
};

} // namespace

tl::expected<Read<Leaks>, ReadError> read_lsan(std::string_view text) {
    LsanReader reader;
    for (Lines lines(text); lines.next();) {
        const auto line = lines.line();
        if (line.find('\x1b') == line.npos)
            reader.read(line, lines.number());
        else
            reader.read(without_colours(line), lines.number());
    }
    return reader.finish();
}

Recognition recognise_lsan(Head head) {
    return contains_any(head, {"ERROR: LeakSanitizer: detected memory leaks",
                               "SUMMARY: LeakSanitizer: ", "LeakSanitizer has encountered a fatal error"});
}

} // namespace perfeng::tools
