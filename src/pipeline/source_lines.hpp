#pragma once

#include "perfeng/model/profile.hpp"

#include <string>

namespace perfeng::pipeline {

/// Fills `source` of the profile's hot lines with two lines around each, from files that are there: absolute, or
/// relative to `cwd`. A file that cannot be read, or is shorter, leaves it empty.
void add_source_lines(Profile& profile, const std::string& cwd);

} // namespace perfeng::pipeline
