#include "words.hpp"

#include "perfeng/process/program.hpp"

#include <fmt/format.h>

#include <cctype>

namespace perfeng::analysis {
std::string in_points(double share) { return fmt::format("{:.1f} points", 100 * share); }

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
