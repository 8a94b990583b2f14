#include "families.hpp"

namespace perfeng::tools {

std::span<const Format> benchmark_formats() { return {}; }

} // namespace perfeng::tools
