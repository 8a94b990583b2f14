#include "families.hpp"

namespace perfeng::tools {

std::span<const Format> xctrace_formats() { return {}; }

} // namespace perfeng::tools
