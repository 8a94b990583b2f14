#pragma once

#include "side_run.hpp"
#include "staging.hpp"

#include "perfeng/analysis/masks.hpp"
#include "perfeng/model/verification.hpp"
#include "perfeng/pipeline/context.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace perfeng::pipeline {

/// How the output of both sides is compared.
struct IdentityOptions {
    const analysis::Masks& masks;
    std::vector<std::string> mask_words; ///< that it is made of
    bool any_order = false;
    double time_limit = 600;
    bool failure_expected = false; ///< the workload may fail: what counts is that both sides do so alike
    std::vector<std::string> outputs;
};

/// Runs both sides and compares what they put out. Where they differ, each side is run again, so that what varies by
/// itself is not taken for a change. Adds the checks (exit status, stdout, each output file) and the comparisons
/// (stderr too, which is no check). The candidate runs last; its run is returned.
SideRun check_identity(const Context& context, const StagedSides& sides, const IdentityOptions& options,
                       const std::filesystem::path& scratch, Verification& verification);

} // namespace perfeng::pipeline
