#pragma once

#include "perfeng/report/report.hpp"

#include <string>

namespace perfeng::report {

/// Of a project whose root the examples name.
inline constexpr Style in_project{.width = 0, .root = "/home/user/project"};

template <typename Record> std::string exported(const char* format, const Record& record) {
    return write(*find_format(format), record, in_project);
}

} // namespace perfeng::report
