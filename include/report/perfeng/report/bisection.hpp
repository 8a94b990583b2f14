#pragma once

#include "perfeng/model/bisection.hpp"
#include "perfeng/report/page.hpp"

namespace perfeng::report {

/// The first commit that regressed, or the suspects; what was tested, oldest first as it was asked; what to do next.
[[nodiscard]] Page bisection_page(const Bisection& bisection);

} // namespace perfeng::report
