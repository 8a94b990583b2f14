#pragma once

#include "perfeng/measure/pass.hpp"

#include <string>
#include <string_view>

namespace perfeng::measure {

void announce_pass(const PassContext& context, const std::string& text);

/// The end of what a program said, without empty lines behind it.
[[nodiscard]] std::string last_words(std::string_view text);

/// "run by hand: ..".
[[nodiscard]] std::string by_hand(const std::vector<std::string>& argv);

} // namespace perfeng::measure
