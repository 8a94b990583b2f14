#include "families.hpp"

namespace perfeng::tools {

std::span<const Format> counter_formats() { return {}; }

} // namespace perfeng::tools
