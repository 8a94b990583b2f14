#pragma once

#include "session.hpp"

#include "perfeng/pipeline/evidence.hpp"

#include <CLI/CLI.hpp>

#include <string>
#include <vector>

namespace perfeng::cli {

/// The options of the commands that tell risks.
class EvidenceOptions {
public:
    void add_to(CLI::App& app);
    [[nodiscard]] bool given() const { return !coverage_.empty() || !lints_.empty(); }
    /// Reads the files.
    [[nodiscard]] pipeline::Evidence read(Session& session) const;

private:
    std::vector<std::string> coverage_;
    std::vector<std::string> lints_;
};

/// `--sort-risks`, of the commands that print a saved measurement.
void add_sort_risks(CLI::App& app, std::string& order);

} // namespace perfeng::cli
