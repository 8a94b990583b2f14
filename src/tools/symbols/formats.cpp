#include "families.hpp"

namespace perfeng::tools {

std::span<const Format> size_formats() { return {}; }

} // namespace perfeng::tools
