#include "passed_lines.hpp"

#include "text/reading.hpp"

#include <fmt/format.h>

namespace perfeng::tools {

void PassedLines::tell(std::vector<std::string>& warnings, std::string_view expected) const {
    if (empty())
        return;
    warnings.push_back(fmt::format("{} passed over, the first is {}",
                                   count_ == 1 ? "1 line was" : fmt::format("{} lines were", count_),
                                   to_string(refuse(first_, text_, expected).value())));
}

} // namespace perfeng::tools
