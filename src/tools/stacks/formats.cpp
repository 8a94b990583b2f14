#include "families.hpp"

namespace perfeng::tools {

std::span<const Format> stack_formats() { return {}; }

} // namespace perfeng::tools
