#pragma once

#include <string>

namespace perfeng::pipeline {

/// "2026-01-31T12:00:00Z"
[[nodiscard]] std::string now_utc();

} // namespace perfeng::pipeline
