#include "families.hpp"

namespace perfeng::tools {

std::span<const Format> coverage_formats() { return {}; }

} // namespace perfeng::tools
