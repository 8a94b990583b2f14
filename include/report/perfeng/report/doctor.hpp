#pragma once

#include "perfeng/model/diagnosis.hpp"
#include "perfeng/report/page.hpp"

namespace perfeng::report {

/// The table of tools of this system, what is wrong with each, the checks of the machine; tools of other systems by
/// name.
[[nodiscard]] Page doctor_page(const Diagnosis& diagnosis);

/// All that is known of one tool.
[[nodiscard]] Page tool_page(const ToolDiagnosis& tool);

} // namespace perfeng::report
