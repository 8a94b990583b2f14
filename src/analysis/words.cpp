#include "words.hpp"

#include "perfeng/process/program.hpp"

#include <fmt/format.h>

#include <array>
#include <cctype>
#include <cmath>

namespace perfeng::analysis {
namespace {

struct Scale {
    double size;
    std::string_view name;
};

/// The largest scale that the value fills; the last where it fills none.
const Scale& scale_for(double value, const auto& scales) {
    for (const auto& scale : scales)
        if (std::abs(value) >= scale.size)
            return scale;
    return scales.back();
}

std::string seconds(double value) {
    static constexpr std::array scales{Scale{1, "s"}, Scale{1e-3, "ms"}, Scale{1e-6, "µs"}, Scale{1e-9, "ns"}};
    if (value == 0)
        return "0 s";
    const auto& scale = scale_for(value, scales);
    return fmt::format("{:.{}f} {}", value / scale.size, scale.size == 1 ? 3 : 1, scale.name);
}

std::string bytes(double value) {
    static constexpr std::array binary{Scale{0x1p30, "GiB"}, Scale{0x1p20, "MiB"}, Scale{0x1p10, "KiB"}};
    static constexpr std::array decimal{Scale{1e9, "GB"}, Scale{1e6, "MB"}, Scale{1e3, "kB"}};
    if (std::abs(value) < 0x1p10)
        return fmt::format("{:.0f} bytes", value);
    const auto& two = scale_for(value, binary);
    const auto& ten = scale_for(value, decimal);
    return fmt::format("{:.1f} {} ({:.1f} {})", value / two.size, two.name, value / ten.size, ten.name);
}

std::string count(double value) {
    auto digits = fmt::format("{:.0f}", value);
    const std::size_t first = digits.starts_with('-') ? 1 : 0;
    for (auto place = digits.size(); place > first + 3;)
        digits.insert(place -= 3, ",");
    return digits;
}

} // namespace

std::string percent(double fraction) { return fmt::format("{:.1f}%", 100 * fraction); }
std::string signed_percent(double fraction) { return fmt::format("{:+.1f}%", 100 * fraction); }
std::string points(double share) { return fmt::format("{:.1f} points", 100 * share); }

std::string interval(const Interval& range) {
    return "[" + signed_percent(range.lo) + ", " + signed_percent(range.hi) + "]";
}

std::string quantity(double value, Unit unit) {
    switch (unit) {
    case Unit::seconds:
        return seconds(value);
    case Unit::bytes:
        return bytes(value);
    case Unit::count:
        return count(value);
    }
    return count(value);
}

std::string label(std::string_view metric) { return metric_label(metric); }

std::string capitalised(std::string text) {
    if (!text.empty())
        text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    return text;
}

std::string_view file_name(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::string command_line(const Workload& workload) { return process::join_words(workload.argv); }

std::string measure_again(const Measurement& measurement, std::string_view options) {
    if (!measurement.imported.empty()) {
        std::vector<std::string> again{"perfeng", "import"};
        for (const auto& file : measurement.imported)
            again.push_back(file.path);
        return "record it again, and " + process::join_words(again);
    }
    return fmt::format("perfeng {}{}{} -- {}", measurement.role == Role::baseline ? "baseline" : "remeasure",
                       options.empty() ? "" : " ", options, command_line(measurement.workload));
}

} // namespace perfeng::analysis
