#include "families.hpp"

namespace perfeng::tools {

std::span<const Format> memory_formats() { return {}; }

} // namespace perfeng::tools
