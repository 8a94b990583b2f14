#pragma once

#include "perfeng/model/growth.hpp"
#include "perfeng/report/page.hpp"

#include <string>

namespace perfeng::report {

/// The figures at each size, the fits of the whole program and of its functions, a plot of characters, what was found,
/// what could not be measured.
[[nodiscard]] Page growth_page(const Growth& growth, const Style& style);

/// Points and fitted curves over the sizes, both scales logarithmic, each relative to its figure at the smallest size;
/// a whole SVG document, readable on a light and on a dark ground.
[[nodiscard]] std::string growth_svg(const Growth& growth);

} // namespace perfeng::report
