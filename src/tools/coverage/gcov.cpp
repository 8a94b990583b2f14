#include "perfeng/tools/coverage/gcov.hpp"

#include "coverage_files.hpp"
#include "passed_over.hpp"
#include "text/reading.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

namespace perfeng::tools {
namespace {

/// "COUNT: LINE:SOURCE".
struct GcovLine {
    std::string_view count;
    std::uint64_t line = 0; ///< 0: about the whole file
    std::string_view source;
};

std::optional<GcovLine> gcov_line(std::string_view text) {
    const auto first = text.find(':');
    const auto second = first == std::string_view::npos ? first : text.find(':', first + 1);
    if (second == std::string_view::npos)
        return std::nullopt;
    const auto number = whole_number(trim(text.substr(first + 1, second - first - 1)));
    if (!number)
        return std::nullopt;
    return GcovLine{trim(text.substr(0, first)), *number, text.substr(second + 1)};
}

struct GcovCount {
    std::uint64_t value = 0;
    bool rounded = false;
};

/// "12", "12*", "#####", "=====", and of -H "1.2k".
std::optional<GcovCount> gcov_count(std::string_view text) {
    constexpr std::string_view units = "kMGTPEZY";
    if (text.ends_with('*'))
        text.remove_suffix(1);
    if (text == "#####" || text == "=====")
        return GcovCount{};
    if (const auto exact = whole_number(text))
        return GcovCount{*exact, false};
    const auto unit = text.empty() ? std::string_view::npos : units.find(text.back());
    if (unit == std::string_view::npos)
        return std::nullopt;
    const auto number = decimal_number(text.substr(0, text.size() - 1));
    const auto scaled = number.value_or(-1) * std::pow(1000, static_cast<double>(unit) + 1);
    const bool possible = scaled >= 0 && scaled < 1e19; // also not NaN
    if (!possible)
        return std::nullopt;
    return GcovCount{static_cast<std::uint64_t>(scaled), true};
}

class GcovReader {
public:
    void read(std::string_view text) {
        for (Lines lines(text); lines.next();)
            if (!read_line(lines.line()))
                bad_.add(lines.number(), lines.line());
    }

    tl::expected<Read<Coverage>, ReadError> result() {
        if (!files_.any_lines())
            return bad_.refusal();
        Read<Coverage> result{.value = files_.take("gcov"), .warnings = {}};
        bad_.warn(result.warnings);
        if (rounded_ > 0)
            result.warnings.push_back(
                fmt::format("counts of {} lines are rounded, as gcov -H prints them; run gcov without it", rounded_));
        return result;
    }

private:
    struct Function {
        std::string_view name;
        std::uint64_t count = 0;
    };

    bool read_line(std::string_view text) {
        if (text.starts_with("------------------")) {
            after_rule_ = true;
            return true;
        }
        const auto line = gcov_line(text);
        if (std::exchange(after_rule_, false)) {
            in_instance_ = !line && text.ends_with(':');
            if (in_instance_)
                return true;
        }
        if (line)
            return add(*line);
        return text.starts_with("function ") ? read_function(text) : is_detail(text);
    }

    bool add(const GcovLine& line) {
        if (line.line == 0) {
            auto source = line.source;
            if (skip(source, "Source:")) {
                files_.open(source);
                functions_.clear();
                in_instance_ = false;
            }
            return true;
        }
        if (!files_.is_open())
            return false;
        for (const auto& function : functions_)
            files_.add_function(function.name, line.line, function.count);
        functions_.clear();
        if (line.count == "-" || in_instance_)
            return true;
        const auto count = gcov_count(line.count);
        if (count && count->rounded)
            ++rounded_;
        return count && files_.add_line(line.line, count->value);
    }

    /// "function NAME called 1 returned 100% blocks executed 84%"; its first line follows.
    bool read_function(std::string_view text) {
        constexpr std::string_view called = " called ";
        skip(text, "function ");
        const auto at = text.rfind(called);
        if (at == std::string_view::npos)
            return false;
        auto rest = text.substr(at + called.size());
        const auto count = gcov_count(take_word(rest));
        if (!count)
            return false;
        functions_.push_back({text.substr(0, at), count->value});
        return true;
    }

    /// What -a, -b and -c add: "        1:   12-block  0", "branch  1 taken 1% (fallthrough)".
    static bool is_detail(std::string_view text) {
        constexpr std::array<std::string_view, 6> details{"branch ",    "call ",       "unconditional ",
                                                          "condition ", "conditions ", "path "};
        if (text.empty() || text.find("-block ") != std::string_view::npos)
            return true;
        return std::ranges::any_of(details, [&](std::string_view detail) { return text.starts_with(detail); });
    }

    CoverageFiles files_;
    std::vector<Function> functions_; ///< whose first line comes next
    bool after_rule_ = false;
    bool in_instance_ = false; ///< of a template
    std::uint64_t rounded_ = 0;
    PassedOver bad_{"lines of gcov: COUNT: LINE:SOURCE"};
};

} // namespace

Recognition recognise_gcov(Head head) {
    const auto end = head.text.find('\n');
    if (end == std::string_view::npos && !head.whole)
        return head.text.size() < 64 ? Recognition::need_more : Recognition::no;
    const auto line = gcov_line(head.text.substr(0, end));
    return line && line->count == "-" && line->line == 0 && line->source.starts_with("Source:") ? Recognition::yes
                                                                                                : Recognition::no;
}

tl::expected<Read<Coverage>, ReadError> read_gcov(std::string_view text) {
    GcovReader reader;
    reader.read(text);
    return reader.result();
}

} // namespace perfeng::tools
