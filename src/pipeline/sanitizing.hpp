#pragma once

#include "subject.hpp"

#include "perfeng/model/check.hpp"
#include "perfeng/pipeline/context.hpp"

#include <filesystem>
#include <string>

namespace perfeng::pipeline {

/// Builds the subject with sanitizers in `scratch`, runs its workload, and counts the reports. Leaks are not looked
/// for: `remeasure` does, and compares them with the baseline's. What cannot be built was not run.
[[nodiscard]] Check check_sanitizers(const Context& context, const Subject& subject, const std::string& user_build,
                                     double time_limit, const std::filesystem::path& scratch);

} // namespace perfeng::pipeline
