#pragma once

#include "session.hpp"

#include "perfeng/analysis/rule.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace perfeng::cli {

/// The options of the commands that draw findings.
class FindingOptions {
public:
    void add_to(CLI::App& app);
    [[nodiscard]] const std::vector<std::string>& watch() const { return watch_; }

private:
    std::vector<std::string> watch_;
};

/// The rules of advice in perfeng.toml ([[rules]]). Throws Error naming file and line for one that lacks its id, its
/// frames, its title or its change, or whose figures are none.
[[nodiscard]] std::vector<analysis::Rule> configured_rules(const Session& session);

} // namespace perfeng::cli
