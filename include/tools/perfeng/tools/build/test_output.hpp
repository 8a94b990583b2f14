#pragma once

#include "perfeng/model/trial.hpp"

#include <string>
#include <string_view>

namespace perfeng::tools {

/// What a test or lint says beside its exit status. `missing`: it tested nothing, because it, or a part of it, is not
/// there; `summary` says then what, and `how` what to do.
struct TestOutput {
    bool missing = false;
    std::string summary; ///< "12 passed, 1 failed", "3 warnings"; empty: nothing that is known
    std::string how;
};

/// Knows cargo 1.95 (test, clippy), ctest 3.25, pytest 7, go 1.19, and the messages of shells.
[[nodiscard]] TestOutput read_test_output(std::string_view text, const ExitStatus& status);

} // namespace perfeng::tools
