#pragma once

#include "perfeng/model/verification.hpp"
#include "perfeng/report/page.hpp"

namespace perfeng::report {

/// The checks with how they ended, the first difference of every output that differs, and what failing checks printed.
[[nodiscard]] Page verification_page(const Verification& verification);

} // namespace perfeng::report
