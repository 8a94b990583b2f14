#pragma once

#include "perfeng/model/handoff.hpp"
#include "perfeng/report/page.hpp"
#include "perfeng/report/style.hpp"

namespace perfeng::report {

/// A section for each reader that the handoff has notes for.
[[nodiscard]] Page handoff_page(const Handoff& handoff, const Style& style);

} // namespace perfeng::report
