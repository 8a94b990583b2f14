#pragma once

#include "perfeng/model/handoff.hpp"

#include <cstddef>
#include <string>
#include <vector>

/// What a handoff draws from one measurement whose profile has its stacks.
namespace perfeng::analysis {

/// "Rust", "C++", "C", "Go", "Python", "JavaScript", "Java" by a source file's name; empty: not known.
[[nodiscard]] std::string language_of(const std::string& file);

/// The user's own functions with the most samples in them and in the library code that they call, `top` at most, with
/// their heaviest call path each. What the compiler makes (a constructor that copies, a derived clone) counts for the
/// function that calls it.
[[nodiscard]] std::vector<HotPath> hot_paths(const Measurement& measurement, std::size_t top);

/// The behaviours that the measurement's recommendations name, each with a test for it.
[[nodiscard]] std::vector<Pin> pins_of(const Measurement& measurement);

/// What to test for a behaviour, in words of the language.
[[nodiscard]] std::string test_idea(const std::string& behaviour, const std::string& language);

/// One for each path in Rust (criterion 0.5), C or C++ (Google Benchmark 1.7).
[[nodiscard]] std::vector<Skeleton> skeletons_for(const std::vector<HotPath>& paths, const Measurement& measurement);

/// What comes before and after main, parsing of arguments, and system calls of input and output. `not_measured` says
/// what the profile cannot tell.
[[nodiscard]] CliNotes cli_notes(const Measurement& measurement);

} // namespace perfeng::analysis
