#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::process {

/// The file that running `name` in directory `cwd` would execute: `name` itself where it holds a slash, else the
/// first executable file of that name in PATH. Absolute, symbolic links kept.
[[nodiscard]] std::optional<std::string> find_program(std::string_view name, std::string_view cwd = {});

/// Programs that the user may have meant: names in PATH at a small edit distance, and an executable file of that
/// name in `cwd` (as "./name"). At most three, best first.
[[nodiscard]] std::vector<std::string> similar_programs(std::string_view name, std::string_view cwd = {});

/// The nearest of `candidates` to a word that is none of them, for "did you mean"; none where all are far.
[[nodiscard]] std::optional<std::string> nearest_word(std::string_view word,
                                                      const std::vector<std::string>& candidates);

/// Splits a command line as a POSIX shell splits words: blanks, quotes and backslashes; no expansion.
/// Throws Error for an unclosed quote.
[[nodiscard]] std::vector<std::string> split_words(std::string_view line);
/// The reverse, for people to copy: words joined by blanks and quoted where a shell needs it.
[[nodiscard]] std::string join_words(const std::vector<std::string>& words);

} // namespace perfeng::process
