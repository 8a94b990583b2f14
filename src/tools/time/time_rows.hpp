#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/tools/time/time_report.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What the readers of the dialects share.
namespace perfeng::tools {

struct LabelledRow {
    std::string_view label;
    std::string_view value;
    std::size_t line = 0;
    std::size_t width = 0; ///< of what stands before the label
};
using Rows = std::vector<LabelledRow>;

[[nodiscard]] const LabelledRow* find_row(const Rows& rows, std::string_view label);

/// Reads numbers out of rows and remembers the first that is missing or none.
class RowReader {
public:
    explicit RowReader(const Rows& rows) : rows_(rows) {}

    double seconds(std::string_view label, std::optional<double> (*parse)(std::string_view));
    std::int64_t count(std::string_view label);
    [[nodiscard]] const std::optional<ReadError>& error() const { return error_; }

private:
    void fail(const LabelledRow* row, std::string_view label);

    const Rows& rows_;
    std::optional<ReadError> error_;
};

/// `broken`: why the others could not be read.
struct Reports {
    std::vector<TimeReport> reports;
    std::vector<std::string> warnings;
    std::vector<ReadError> broken;
    bool last_broken = false;

    void add(tl::expected<TimeReport, ReadError> report);
};

[[nodiscard]] Reports gnu_reports(std::string_view text);
[[nodiscard]] Reports gnu_short_reports(std::string_view text);
[[nodiscard]] Reports zsh_reports(std::string_view text);
[[nodiscard]] Reports fish_reports(std::string_view text);
[[nodiscard]] Reports tcsh_reports(std::string_view text);

/// The reports of `posix`, `macos` and `freebsd`, which begin alike, as rows; of each the first three are its times.
struct BsdReport {
    bool one_line = false;  ///< "1.00 real 0.90 user 0.10 sys", not three lines
    bool ended = false;     ///< something stands behind it, which isn't of it
    bool abnormal = false;  ///< "command terminated abnormally" before it
    bool signalled = false; ///< "time: signal: Invalid argument" behind it, which SIGKILL makes
    Rows rows;
};
[[nodiscard]] std::vector<BsdReport> bsd_rows(std::string_view text);
/// `rss_unit` in bytes; none: peak memory is not told.
[[nodiscard]] Reports bsd_reports(std::string_view text, std::optional<std::int64_t> rss_unit);

} // namespace perfeng::tools
