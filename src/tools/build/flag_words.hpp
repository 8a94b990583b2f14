#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// Words of a line of compiler flags; quotes are kept together.
[[nodiscard]] std::vector<std::string_view> flag_words(std::string_view line);

/// The last -O among the words as a fact's value: "none (-O0)" also where there is none, "size (-Os)", "-O2".
[[nodiscard]] std::string optimisation_of(const std::vector<std::string_view>& flags);
/// A level by its letter, "0" to "3", "s", "z", "g", "fast", under the name of `option` ("-O", "opt-level ").
[[nodiscard]] std::string optimisation_value(std::string_view level, std::string_view option);

[[nodiscard]] bool has_flag(const std::vector<std::string_view>& flags, std::string_view flag);
/// What follows `prefix` in the last word that begins with it.
[[nodiscard]] std::optional<std::string> flag_value(const std::vector<std::string_view>& flags,
                                                    std::string_view prefix);

/// Instrumentation that flags ask for, in the words of BuildFact: "AddressSanitizer", "coverage", ...
[[nodiscard]] std::vector<std::string> instrumentation_of(const std::vector<std::string_view>& flags);

} // namespace perfeng::tools
