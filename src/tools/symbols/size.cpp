#include "perfeng/tools/symbols/size.hpp"

#include "section_purpose.hpp"
#include "size_metrics.hpp"
#include "text/reading.hpp"

#include <fmt/format.h>

#include <array>

namespace perfeng::tools {
namespace {

enum class SizeForm { none, berkeley, gnu, mach_o, sysv, segments };

struct SizedFile {
    std::string name;
    Sections sections;
};

/// Decimal, "0x1a" or, of more than one digit, "017".
std::optional<std::uint64_t> size_number(std::string_view word) {
    constexpr auto most = std::uint64_t{1} << 48U; // so that no sum runs over
    int base = 10;
    if (skip(word, "0x"))
        base = 16;
    else if (word.size() > 1 && word.front() == '0')
        base = 8;
    const auto number = whole_number(word, base);
    return number && *number <= most ? number : std::nullopt;
}

/// Whether the words of a line are these and no others.
bool consists_of(std::string_view line, std::initializer_list<std::string_view> words) {
    for (const auto word : words)
        if (take_word(line) != word)
            return false;
    return line.empty();
}

SizeForm form_of(std::string_view line) {
    if (consists_of(line, {"text", "data", "bss", "dec", "hex", "filename"}) ||
        consists_of(line, {"text", "data", "bss", "oct", "hex", "filename"}))
        return SizeForm::berkeley;
    if (consists_of(line, {"text", "data", "bss", "total", "filename"}))
        return SizeForm::gnu;
    if (consists_of(line, {"__TEXT", "__DATA", "__OBJC", "others", "dec", "hex"}))
        return SizeForm::mach_o;
    if (consists_of(line, {"section", "size", "addr"}))
        return SizeForm::sysv;
    const auto colon = line.find(": ");
    if (!line.starts_with("Segment ") || colon == std::string_view::npos)
        return SizeForm::none;
    line.remove_prefix(colon + 2);
    return size_number(take_word(line)) ? SizeForm::segments : SizeForm::none;
}

/// A file's name stands in a line of its own before its sections: "app  :", "app:", "fat (for architecture arm64):".
bool is_name_line(std::string_view line) { return line.size() > 1 && line.back() == ':'; }

/// By the first line, or by the second where the first names a file.
SizeForm form_of_text(std::string_view text) {
    Lines lines(text);
    bool named = false;
    while (lines.next()) {
        const auto line = trim(lines.line());
        if (line.empty())
            continue;
        const auto form = form_of(line);
        const bool by_file = form == SizeForm::sysv || form == SizeForm::segments;
        if (form != SizeForm::none)
            return named && !by_file ? SizeForm::none : form;
        if (named || !is_name_line(line))
            return SizeForm::none;
        named = true;
    }
    return SizeForm::none;
}

class SizeReader {
public:
    explicit SizeReader(SizeForm form) : form_(form) {}

    void read(std::string_view text) {
        for (Lines lines(text); lines.next();)
            if (const auto line = trim(lines.line()); !line.empty() && !read_line(line) && unread_++ == 0)
                first_unread_ = line.substr(0, 60);
    }

    [[nodiscard]] tl::expected<Read<Contents>, ReadError> result() {
        Read<Contents> result;
        if (files_.empty())
            return refuse(0, first_unread_, "a line of sizes after the heading of size");
        if (by_segment_)
            return refuse(0, "__text", "sections of ELF; of Mach-O, size -m names the segments that tell them apart");
        for (const auto& file : files_) {
            auto& metrics = result.value.metrics;
            add_section_metrics(metrics, file.sections, files_.size() > 1 ? file.name : "");
            metrics.resize(metrics.size() - untold());
        }
        if (files_.size() == 1)
            result.value.program = files_.front().name;
        if (files_.size() == 1 && form_ != SizeForm::mach_o)
            result.value.executable = Executable{.path = files_.front().name, .sections = files_.front().sections};
        if (form_ == SizeForm::mach_o)
            result.warnings.emplace_back("size of macOS counts whole pages, and bss as data; size -m lists sections");
        if (unread_ > 0)
            result.warnings.push_back(
                fmt::format("{} lines are no sizes and were passed over, the first: '{}'", unread_, first_unread_));
        return result;
    }

private:
    /// How many of the four metrics the form says nothing of, the last ones.
    [[nodiscard]] std::size_t untold() const {
        if (form_ == SizeForm::sysv || form_ == SizeForm::segments)
            return 0;
        return form_ == SizeForm::mach_o ? 2 : 1;
    }

    bool read_line(std::string_view line) {
        if (form_of(line) != SizeForm::none && form_ != SizeForm::segments)
            return true;
        switch (form_) {
        case SizeForm::sysv:
            return read_sysv(line);
        case SizeForm::segments:
            return read_segments(line);
        default:
            return read_row(line);
        }
    }

    bool read_row(std::string_view line) {
        std::array<std::uint64_t, 3> sizes{};
        for (auto& size : sizes) {
            const auto number = size_number(take_word(line));
            if (!number)
                return false;
            size = *number;
        }
        const int rest = form_ == SizeForm::gnu ? 1 : form_ == SizeForm::mach_o ? 3 : 2;
        for (int i = 0; i < rest; ++i)
            if (take_word(line).empty())
                return false;
        if (line == "(TOTALS)")
            return true;
        if (form_ == SizeForm::mach_o)
            files_.push_back({std::string(line), {.text = sizes[0], .data = sizes[1] + sizes[2]}});
        else
            files_.push_back({std::string(line), {.text = sizes[0], .data = sizes[1], .bss = sizes[2]}});
        return true;
    }

    bool read_sysv(std::string_view line) {
        if (is_name_line(line)) {
            files_.push_back({std::string(trim(line.substr(0, line.size() - 1))), {}});
            return true;
        }
        const auto name = take_word(line);
        const auto size = size_number(take_word(line));
        if (!size || files_.empty())
            return false;
        by_segment_ = by_segment_ || name == "__text";
        if (name != "Total" && name != "total")
            add_section(files_.back().sections, elf_section_purpose(name), *size);
        return true;
    }

    bool read_segments(std::string_view line) {
        if (skip(line, "Segment ")) {
            if (files_.empty())
                files_.emplace_back();
            segment_ = line.substr(0, line.rfind(": "));
            return true;
        }
        if (skip(line, "Section "))
            return read_section(line);
        if (line.starts_with("total "))
            return true;
        if (!is_name_line(line))
            return false;
        files_.push_back({std::string(line.substr(0, line.size() - 1)), {}});
        return true;
    }

    /// "__text: 46", and of an object file, whose one segment has no name, "(__TEXT, __text): 46".
    bool read_section(std::string_view line) {
        const auto colon = line.find(": ");
        if (colon == std::string_view::npos || files_.empty())
            return false;
        auto name = line.substr(0, colon);
        auto segment = segment_;
        if (name.starts_with('(') && name.ends_with(')') && name.find(", ") != std::string_view::npos) {
            segment = name.substr(1, name.find(", ") - 1);
            name = name.substr(name.find(", ") + 2, name.size() - name.find(", ") - 3);
        }
        line.remove_prefix(colon + 2);
        const auto size = size_number(take_word(line));
        if (!size)
            return false;
        const bool zeros = line.starts_with("(zerofill)");
        add_section(files_.back().sections, zeros ? SectionPurpose::bss : macho_section_purpose(segment, name), *size);
        return true;
    }

    SizeForm form_;
    std::vector<SizedFile> files_;
    std::string_view segment_;
    bool by_segment_ = false; ///< sections of Mach-O without their segments
    std::uint64_t unread_ = 0;
    std::string_view first_unread_;
};

} // namespace

Recognition recognise_size(Head head) {
    return form_of_text(head.text) == SizeForm::none ? Recognition::no : Recognition::yes;
}

tl::expected<Read<Contents>, ReadError> read_size(std::string_view text) {
    const auto form = form_of_text(text);
    if (form == SizeForm::none)
        return refuse(1, text.substr(0, text.find('\n')), "the heading of size: text data bss dec hex filename");
    SizeReader reader(form);
    reader.read(text);
    return reader.result();
}

} // namespace perfeng::tools
