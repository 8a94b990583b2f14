#include "macos_report.hpp"

#include "text/reading.hpp"
#include "text/utc_time.hpp"

namespace perfeng::tools {
std::string_view without_pid(std::string_view process) { return trim(process.substr(0, process.rfind(" ["))); }

void read_macos_report_line(std::string_view line, Contents& contents) {
    const auto value_of = [&](std::string_view key) { return skip(line, key) ? trim(line) : std::string_view(); };
    const auto put = [](std::string& field, std::string_view value) {
        if (field.empty())
            field = value;
    };
    put(contents.program, without_pid(value_of("Process:")));
    put(contents.environment.os, value_of("OS Version:"));
    put(contents.environment.architecture, value_of("Code Type:"));
    put(contents.created, utc_time(value_of("Date/Time:")));
}

} // namespace perfeng::tools
