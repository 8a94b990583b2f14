#include "families.hpp"

namespace perfeng::tools {

std::span<const Format> time_formats() { return {}; }

} // namespace perfeng::tools
