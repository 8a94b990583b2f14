#pragma once

#include "perfeng/analysis/stack_matcher.hpp"

#include <string>
#include <vector>

namespace perfeng::analysis {

/// How many times as fast the replacement is, for the operation alone. `low` is what it brings where it brings little.
/// 0: not known.
struct Gain {
    double typical = 0;
    double low = 0;
    std::string source;
};

/// What can be looked at in a measurement to tell a false alarm.
enum class FalseAlarmTest {
    none,
    copies_kept,      ///< over half of the bytes allocated there are still held at the peak of the heap
    few_large_blocks, ///< under 1,000 blocks are allocated there, or over 1 MiB each
    not_waiting,   ///< the program waits seldom: under 100 voluntary context switches a second, and the rule has under
                   ///< 20%
    copies_much,   ///< in a quarter of the samples the kernel copies: what is read or written is large each time
    short_program, ///< the trials take over 50 ms: a start-up this long is something else
};

/// What makes a recommendation of samples. Texts between backticks are code.
struct Rule {
    std::string id; ///< "rust.string-clone": language family, then what it is about
    StackPattern pattern = {};
    double threshold = 0.03; ///< the least share of samples to speak of
    std::string title;       ///< what is found, in a line
    std::string meaning;     ///< why that costs
    std::string change;      ///< what to do
    std::string before;      ///< code
    std::string after;
    std::string false_alarm; ///< when the change would be wrong, or bring nothing
    FalseAlarmTest test = FalseAlarmTest::none;
    Gain gain = {};
    std::vector<std::string> pins;  ///< behaviours to hold by a test before the change
    std::vector<std::string> lints; ///< that find the same in the source
    /// Memory given back, mapped or merged: goes to the rule that takes memory in the same function, if there is one.
    bool follows = false;
};

/// Ranks: what the user asked for, then what only follows from it.
inline constexpr int particular = 80; ///< names its cause closely
inline constexpr int cause = 50;
inline constexpr int symptom = 20; ///< of many possible causes

/// Of Rust, C and C++, C library and kernel, Go, Python, Node and Java.
[[nodiscard]] const std::vector<Rule>& built_in_rules();

} // namespace perfeng::analysis
