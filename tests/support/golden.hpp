#pragma once

#include <string>

/// Compares with tests/NAME, and fails with the first line that differs. With PERFENG_BLESS=1 in the
/// environment it writes the file instead: read the difference before committing it.
void check_golden(const std::string& name, const std::string& actual);
