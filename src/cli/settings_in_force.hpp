#pragma once

#include "session.hpp"
#include "settings.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <utility>
#include <vector>

namespace perfeng::cli {

/// A key and what counts for it now. Without `values` it is not set, and perfeng decides.
struct SettingInForce {
    std::string section; ///< empty: at the top
    std::string key;
    ValueKind kind = ValueKind::text;
    std::vector<std::string> values;
    std::string origin; ///< "perfeng.toml:12", "PERFENG_TRIALS", "command line", "built in"
};

/// Every setting, in the order of its table, then the limits by metric. `root` is perfeng's whole command line, whose
/// commands are given what is configured for them. Throws Error for a value that its option does not take.
[[nodiscard]] std::vector<SettingInForce> settings_in_force(CLI::App& root, const Session& session);

/// One of the tables that may stand several times: its keys, in the order of their kind.
struct RecordInForce {
    std::string_view name; ///< "workloads"
    std::vector<std::pair<RecordKey, std::vector<std::string>>> values;
    std::string origin;
};
/// As perfeng joins those of its files.
[[nodiscard]] std::vector<RecordInForce> records_in_force(const Session& session);

} // namespace perfeng::cli
