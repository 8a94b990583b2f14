#include "flag_words.hpp"

#include "text/reading.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace perfeng::tools {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> sanitizers{
    {{"address", "AddressSanitizer"},
     {"thread", "ThreadSanitizer"},
     {"memory", "MemorySanitizer"},
     {"hwaddress", "HWAddressSanitizer"},
     {"undefined", "UndefinedBehaviorSanitizer"}}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 8> instrumenting{
    {{"--coverage", "coverage"},
     {"-ftest-coverage", "coverage"},
     {"-fprofile-arcs", "coverage"},
     {"-fcoverage-mapping", "coverage"},
     {"-fprofile-generate", "PGO generation"},
     {"-pg", "gprof"},
     {"-finstrument-functions", "function tracing"},
     {"-D_GLIBCXX_DEBUG", "debug library"}}};

} // namespace

std::vector<std::string_view> flag_words(std::string_view line) {
    std::vector<std::string_view> words;
    for (auto rest = trim(line); !rest.empty(); rest = trim(rest))
        words.push_back(take_word(rest));
    return words;
}

std::string optimisation_value(std::string_view level, std::string_view option) {
    auto spelled = std::string(option) + std::string(level);
    if (level == "0")
        return "none (" + spelled + ")";
    if (level == "g")
        return "debug (" + spelled + ")";
    if (level == "s" || level == "z")
        return "size (" + spelled + ")";
    return spelled;
}

std::string optimisation_of(const std::vector<std::string_view>& flags) {
    std::string_view level = "0";
    for (auto flag : flags)
        if (skip(flag, "-O"))
            level = flag.empty() ? "1" : flag;
    return optimisation_value(level, "-O");
}

bool has_flag(const std::vector<std::string_view>& flags, std::string_view flag) {
    return std::ranges::find(flags, flag) != flags.end();
}

std::optional<std::string> flag_value(const std::vector<std::string_view>& flags, std::string_view prefix) {
    std::optional<std::string> value;
    for (auto flag : flags)
        if (skip(flag, prefix))
            value = std::string(flag);
    return value;
}

std::vector<std::string> instrumentation_of(const std::vector<std::string_view>& flags) {
    std::vector<std::string> found;
    const auto add = [&](std::string_view what) {
        if (std::ranges::find(found, what) == found.end())
            found.emplace_back(what);
    };
    const auto sanitized = flag_value(flags, "-fsanitize=").value_or("");
    for (const auto& [name, what] : sanitizers)
        if (const auto at = sanitized.find(name); at != std::string::npos && (at == 0 || sanitized[at - 1] == ','))
            add(what);
    for (const auto& [flag, what] : instrumenting)
        if (std::ranges::any_of(flags, [&, name = flag](std::string_view word) {
                return word == name || (name.starts_with("-f") && word.starts_with(name) && word[name.size()] == '=');
            }))
            add(what);
    return found;
}

} // namespace perfeng::tools
