#include "perfeng/tools/exchange/async_profiler.hpp"

#include "frame_stacks.hpp"
#include "stack_tree.hpp"
#include "text/looks.hpp"
#include "text/markup.hpp"
#include "text/reading.hpp"
#include "unit_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

namespace perfeng::tools {
namespace {

// Drawing functions of 2.0 to 2.7, of 2.8 and 2.9, and of 3.0 on.
constexpr std::string_view draws_five = "function f(level, left, width, type, title) {";
constexpr std::string_view draws_eight = "function f(level, left, width, type, title, inln, c1, int) {";
constexpr std::string_view draws_keys = "function f(key, level, left, width";

constexpr std::string_view call_expected = "a call that draws a frame of async-profiler";
constexpr std::uint64_t widest_frame = std::uint64_t{1} << 62U;

/// What is quoted at the front of `text`, without its backslashes; cuts it off.
std::optional<std::string> take_page_text(std::string_view& text) {
    if (!skip(text, "'"))
        return std::nullopt;
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\'') {
            text.remove_prefix(i + 1);
            return result;
        }
        if (text[i] == '\\')
            ++i;
        if (i < text.size())
            result += text[i];
    }
    return std::nullopt;
}

/// A number at the front of `text`, up to a comma or the closing bracket; cuts both off.
std::optional<std::uint64_t> take_page_number(std::string_view& text) {
    const auto end = text.find_first_of(",)");
    const auto number = whole_number(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return number && *number <= widest_frame ? number : std::nullopt;
}

struct DrawnFrame {
    std::uint64_t level = 0;
    std::uint64_t width = 0;
    std::uint32_t type = 0;
    std::string_view name;
};

struct DrawnNode {
    std::uint64_t self = 0;
    std::optional<std::int64_t> change; ///< against the base; none where the base lacks the frame
};

class AsyncProfilerPage {
public:
    explicit AsyncProfilerPage(std::string_view text) : lines_(text) {}

    tl::expected<Read<Contents>, ReadError> read() {
        bool code = true;
        while (lines_.next()) {
            const auto line = lines_.line();
            if (code && read_setting(line))
                continue;
            if (line == "const cpool = [") {
                if (!read_names())
                    return refuse(lines_.number(), lines_.line(), "a name in the table cpool");
            } else if (is_call(line)) {
                code = false;
                if (!draw(line))
                    return refuse(lines_.number(), line, call_expected);
            } else if (line.starts_with("d=")) {
                if (!read_change(line.substr(2)))
                    return refuse(lines_.number(), line, "a change against the base");
            } else if (!code && (line.starts_with("search(") || line.starts_with("render("))) {
                return result();
            }
        }
        return refuse(lines_.number(), "the end", "a whole page of async-profiler");
    }

private:
    static bool is_call(std::string_view line) {
        return line.starts_with("f(") || line.starts_with("u(") || line.starts_with("n(");
    }

    bool read_setting(std::string_view line) {
        if (line.starts_with("<h1>"))
            title_ = unescaped(line.substr(4, line.find("</h1>") - 4));
        line = trim(line);
        if (line.starts_with(draws_five))
            old_types_ = true;
        else if (line == "var reverse = true;" || line == "let reverse = true;")
            reversed_ = true;
        else if (line == "let inverted = true;")
            inverted_ = true;
        else if (skip(line, "const maxdiff = "))
            differential_ = !line.starts_with('-');
        else if (skip(line, "const units = "))
            units_ = take_page_text(line).value_or("");
        else
            return false;
        return true;
    }

    static std::optional<std::size_t> shared_letters(std::string_view packed) {
        if (packed.empty() || packed.front() < ' ' || packed.front() > '~' + 1)
            return std::nullopt;
        return static_cast<std::size_t>(packed.front() - ' ');
    }

    /// Each begins with the number of letters, above 32, that it shares with the one before; the first, "all", is
    /// whole.
    bool read_names() {
        std::string last;
        while (lines_.next() && lines_.line() != "];") {
            auto line = lines_.line();
            const auto packed = take_page_text(line);
            if (!packed)
                return false;
            const auto shared = names_.empty() ? std::optional<std::size_t>(0) : shared_letters(*packed);
            if (!shared || *shared > last.size())
                return false;
            last = names_.empty() ? *packed : last.substr(0, *shared) + packed->substr(1);
            names_.push_back(last);
        }
        return true;
    }

    bool read_change(std::string_view text) {
        const bool less = skip(text, "-");
        const auto number = whole_number(text);
        change_ = std::nullopt;
        if (number && *number <= widest_frame)
            change_ = less ? -static_cast<std::int64_t>(*number) : static_cast<std::int64_t>(*number);
        return change_ || text == "U";
    }

    bool draw(std::string_view call) {
        const char kind = call.front();
        call.remove_prefix(2);
        const auto frame = names_.empty() ? take_titled(kind, call) : take_keyed(kind, call);
        if (!frame || frame->level > levels_.size() || (frame->level == 0) != levels_.empty())
            return false;
        width_ = frame->width;
        levels_.resize(frame->level);
        const bool root = levels_.empty();
        const auto node = root ? 0 : tree_.add(levels_.back(), id_of(*frame));
        if (!root) {
            auto& caller = nodes_[levels_.back()];
            if (caller.self < frame->width)
                return false;
            caller.self -= frame->width;
        }
        nodes_.push_back({frame->width, change_});
        levels_.push_back(node);
        return true;
    }

    /// f(level,left,width,type,'title',...)
    static std::optional<DrawnFrame> read_titled_numbers(std::string_view& call) {
        const auto level = take_page_number(call);
        const auto left = take_page_number(call);
        const auto width = take_page_number(call);
        const auto type = take_page_number(call);
        if (!level || !left || !width || !type || *type > 7)
            return std::nullopt;
        return DrawnFrame{*level, *width, static_cast<std::uint32_t>(*type), {}};
    }
    std::optional<DrawnFrame> take_titled(char kind, std::string_view call) {
        auto frame = kind == 'f' ? read_titled_numbers(call) : std::nullopt;
        auto title = take_page_text(call);
        if (!frame || !title)
            return std::nullopt;
        titled_ = std::move(*title);
        frame->name = titled_;
        return frame;
    }

    /// f(key,level,left,width,...), u(key,width,...) one level up, n(key,width,...) beside; no width: that of the last.
    std::optional<DrawnFrame> take_keyed(char kind, std::string_view call) {
        const auto key = take_page_number(call);
        auto level = kind == 'f' ? take_page_number(call) : std::optional<std::uint64_t>(levels_.size());
        if (kind == 'n' && !levels_.empty())
            level = levels_.size() - 1;
        if (!key || !level || (kind == 'f' && !take_page_number(call)) || *key / 8 >= names_.size())
            return std::nullopt;
        const auto width = call.empty() ? std::optional(width_) : take_page_number(call);
        if (!width)
            return std::nullopt;
        return DrawnFrame{*level, *width == 0 ? width_ : *width, static_cast<std::uint32_t>(*key % 8),
                          names_[*key / 8]};
    }

    std::uint32_t id_of(const DrawnFrame& drawn) {
        auto frame = frame_of_symbol(drawn.name);
        if (!has_classes()) {
            frame.kernel = drawn.type == (old_types_ ? 2U : 5U);
            frame.inlined = drawn.type == (old_types_ ? 1U : 2U);
        }
        if (frame.kernel)
            frame.module = "[kernel]";
        return now_.frame(std::move(frame));
    }

    /// On the stacks of allocations and locks stand classes, in the colours of the kernel and of inlined frames.
    [[nodiscard]] bool has_classes() const {
        return unit_of_word(units_).unit == Unit::bytes || title_.starts_with("Alloc") || title_.starts_with("Lock") ||
               title_.starts_with("Live");
    }

    tl::expected<Read<Contents>, ReadError> result() {
        if (inverted_)
            return refuse(
                0, "an inverted page, of stacks that may be reversed",
                "a page without --inverted and --reverse, or stacks: asprof -o collapsed, jfrconv -o collapsed");
        const auto unit = unit_of_word(units_);
        FrameStacks before;
        add_stacks(unit.scale, before);
        Read<Contents> result;
        result.value.profile = profile(now_, unit.unit);
        if (!(result.value.profile->weight > 0))
            return refuse(0, "no frame with a weight", "a flame graph of async-profiler");
        if (differential_) {
            result.value.base_profile = profile(before, unit.unit);
            result.value.base_profile->frames = result.value.profile->frames;
            result.warnings.emplace_back("a differential flame graph: the profile of before lacks what only it had");
        }
        if (cut_ > 0)
            result.warnings.push_back(cut_stacks_warning(cut_));
        return result;
    }

    void add_stacks(double scale, FrameStacks& before) {
        std::vector<std::uint32_t> frames;
        const bool counted = unit_of_word(units_).unit == Unit::count;
        for (std::uint32_t node = 0; node < nodes_.size(); ++node) {
            const auto self = nodes_[node].self;
            const auto base = base_of(nodes_[node]);
            if (self == 0 && base == 0)
                continue;
            cut_ += tree_.stack(node, frames) ? 0U : 1U;
            if (reversed_)
                std::ranges::reverse(frames);
            const auto thread = take_thread(frames);
            if (self > 0)
                now_.add(frames, static_cast<double>(self) * scale, counted ? self : 0, thread);
            if (base > 0)
                before.add(frames, static_cast<double>(base) * scale, counted ? base : 0, thread);
        }
    }

    [[nodiscard]] std::uint64_t base_of(const DrawnNode& node) const {
        if (!differential_ || !node.change)
            return 0;
        const auto base = static_cast<std::int64_t>(node.self) - *node.change;
        return static_cast<std::uint64_t>(std::max<std::int64_t>(base, 0));
    }

    /// "[main tid=7]", or "[tid=7]", stands at the root where threads were asked for.
    std::string take_thread(std::vector<std::uint32_t>& frames) const {
        if (frames.empty())
            return {};
        std::string_view name = now_.frame_of(frames.back()).raw_name;
        if (!name.starts_with('[') || !name.ends_with(']') || name.find("tid=") == std::string_view::npos)
            return {};
        frames.pop_back();
        return std::string(name.substr(1, name.size() - 2));
    }

    [[nodiscard]] Profile profile(FrameStacks& stacks, Unit unit) const {
        Profile profile{.tool = "async-profiler", .event = event(unit), .unit = unit};
        stacks.move_to(profile);
        return profile;
    }

    [[nodiscard]] std::string event(Unit unit) const {
        std::string event = title_.substr(0, title_.find(" profile"));
        if (event.size() == title_.size() || event.empty())
            return unit == Unit::seconds ? "time" : unit == Unit::bytes ? "bytes" : "samples";
        for (auto& letter : event)
            letter = letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
        return event;
    }

    Lines lines_;
    std::string title_;
    std::string units_;
    bool old_types_ = false;
    bool reversed_ = false;
    bool inverted_ = false;
    bool differential_ = false;

    std::vector<std::string> names_; ///< the table cpool; empty in pages before 3.0
    std::string titled_;
    std::uint64_t width_ = 0; ///< of the frame before
    std::optional<std::int64_t> change_ = 0;
    std::vector<std::uint32_t> levels_; ///< nodes of the frames below the next one
    StackTree tree_;
    std::vector<DrawnNode> nodes_; ///< by node
    FrameStacks now_;
    std::uint64_t cut_ = 0;
};

} // namespace

tl::expected<Read<Contents>, ReadError> read_async_profiler(std::string_view text) {
    return AsyncProfilerPage(text).read();
}

Recognition recognise_async_profiler(Head head) {
    const auto page = begins_with(head, "<!DOCTYPE html>");
    return page == Recognition::yes ? contains_any(head, {draws_five, draws_eight, draws_keys}) : page;
}

} // namespace perfeng::tools
