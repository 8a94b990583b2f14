#pragma once

#include "perfeng/model/profile.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace perfeng::analysis {

/// Fills `hot_lines` of a profile with stacks: the lines of the user's own code (StackMatcher::place_of, but derived
/// functions and constructors too) with the most samples that stand there or in what is called from there, `top` at
/// most, each with at least `floor` of all. Each sample counts for one line. `source` stays empty.
void find_hot_lines(Profile& profile, std::size_t top = 10, double floor = 0.02);

/// For each of `functions` of a profile with stacks, in their order, its line with the most weight, what is called from
/// there included; `samples` too.
[[nodiscard]] std::vector<HotLine> hottest_line_of_each(const Profile& profile);

/// Fills `recursion` of a profile with stacks: functions with a name that stand at least twice in a stack, as symbols
/// (inlined frames are none), with at least `floor` of all weight in such stacks.
void find_recursion(Profile& profile, double floor = 0.01);

/// Fills `watched`: for each pattern the functions that fit, or one entry without a function where none does.
/// "parse_header" or "parse_*" is a function (its name, or the end of it from a "::"), "src/lexer.rs" a file (the end
/// of its path from a "/"), "src/lexer.rs::next_token()" both; `*` stands for any text.
void find_watched(Profile& profile, const std::vector<std::string>& patterns);

} // namespace perfeng::analysis
