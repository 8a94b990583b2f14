#pragma once

#include "perfeng/measure/pass.hpp"

#include <functional>
#include <string>
#include <string_view>

namespace perfeng::measure {

void announce_pass(const PassContext& context, const std::string& text);

/// Notes the version of a tool that runs, unless it is known already: only then it is asked for.
void note_tool(const PassContext& context, const std::string& name, const std::function<std::string()>& ask);
void note_tool(const PassContext& context, const std::string& name, const std::string& version);

/// The end of what a program said, without empty lines behind it.
[[nodiscard]] std::string last_words(std::string_view text);

/// "run by hand: ..".
[[nodiscard]] std::string by_hand(const std::vector<std::string>& argv);

} // namespace perfeng::measure
