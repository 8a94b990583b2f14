#pragma once

#include "perfeng/model/trial.hpp"
#include "perfeng/model/verification.hpp"

#include <string>

/// What is said of compared outputs.
namespace perfeng::pipeline {

/// Which side differs from itself from run to run; `baseline_and_more`: and the sides differ beyond that.
enum class Varying { no, baseline, baseline_and_more, candidate };

/// Which side did not write the file.
struct Unwritten {
    bool base = false;
    bool candidate = false;
};

[[nodiscard]] Check status_check(const ExitStatus& base, const ExitStatus& candidate, bool failure_expected);
[[nodiscard]] Check output_check(const OutputComparison& output, const Unwritten& unwritten, bool any_order,
                                 Varying varying);
/// The check of a part where the baseline's program did not run.
[[nodiscard]] Check without_example(const std::string& what);
/// "3 lines removed, 1 added", "different in 12 of 4,096 bytes".
[[nodiscard]] std::string difference_in_words(const OutputComparison& output);

} // namespace perfeng::pipeline
