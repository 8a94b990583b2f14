#include "families.hpp"

namespace perfeng::tools {

std::span<const Format> exchange_formats() { return {}; }

} // namespace perfeng::tools
