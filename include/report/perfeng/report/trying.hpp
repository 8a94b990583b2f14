#pragma once

#include "perfeng/model/trying.hpp"
#include "perfeng/report/page.hpp"

namespace perfeng::report {

/// What was tried, best first, in one table with today's figures; the exact lines for what helped; what was not tried
/// and why.
[[nodiscard]] Page trying_page(const Trying& trying);

/// Of `try --list`: what applies here, and what does not and why.
[[nodiscard]] Page variants_page(const Trying& trying);

} // namespace perfeng::report
