#include "pass_words.hpp"

#include "perfeng/process/program.hpp"

#include <algorithm>
#include <utility>

namespace perfeng::measure {

void announce_pass(const PassContext& context, const std::string& text) {
    if (context.announce)
        context.announce(text);
}

void note_tool(const PassContext& context, const std::string& name, const std::function<std::string()>& ask) {
    if (context.tools == nullptr || context.tools->contains(name))
        return;
    if (auto version = ask(); !version.empty())
        context.tools->emplace(name, std::move(version));
}

void note_tool(const PassContext& context, const std::string& name, const std::string& version) {
    note_tool(context, name, [&] { return version; });
}

std::string last_words(std::string_view text) {
    constexpr std::size_t told = 400;
    while (!text.empty() && text.back() == '\n')
        text.remove_suffix(1);
    return std::string(text.substr(text.size() - std::min(text.size(), told)));
}

std::string by_hand(const std::vector<std::string>& argv) { return "run by hand: " + process::join_words(argv); }

} // namespace perfeng::measure
