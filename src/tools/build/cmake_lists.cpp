#include "text/reading.hpp"

#include "perfeng/tools/build/project_programs.hpp"

#include <algorithm>
#include <cctype>

namespace perfeng::tools {
namespace {

std::string without_comments(std::string_view text) {
    std::string rest;
    for (Lines lines(text); lines.next();)
        rest += std::string(lines.line().substr(0, lines.line().find('#'))) + " ";
    return rest;
}

std::vector<std::string> cmake_arguments(std::string_view text) {
    std::string plain(text);
    std::ranges::replace_if(plain, [](char c) { return c == '\r' || c == '"' || c == ';'; }, ' ');
    std::vector<std::string> words;
    for (std::string_view rest = plain; !trim(rest).empty();) {
        rest = trim(rest);
        words.emplace_back(take_word(rest));
    }
    return words;
}

std::string with_project(std::string name, const std::string& project) {
    for (const std::string variable : {"${PROJECT_NAME}", "${CMAKE_PROJECT_NAME}"})
        if (const auto at = name.find(variable); at != std::string::npos)
            name.replace(at, variable.size(), project);
    return name;
}

void note_command(std::string_view name, const std::vector<std::string>& arguments, CMakeLists& lists) {
    const auto is = [&](std::string_view wanted) {
        return std::ranges::equal(name, wanted, [](unsigned char a, char b) { return std::tolower(a) == b; });
    };
    if (arguments.empty())
        return;
    const auto word = with_project(arguments.front(), lists.project);
    if (word.find('$') != std::string::npos)
        return;
    const bool elsewhere =
        arguments.size() > 1 && (arguments[1] == "IMPORTED" || arguments[1] == "ALIAS"); // not built here
    if (is("project") && lists.project.empty())
        lists.project = word;
    else if (is("add_executable") && !elsewhere)
        lists.executables.push_back(word);
    else if (is("add_subdirectory"))
        lists.subdirectories.push_back(word);
}

} // namespace

CMakeLists read_cmake_lists(std::string_view text) {
    CMakeLists lists;
    const auto plain = without_comments(text);
    std::string_view rest = plain;
    for (auto open = rest.find('('); open != std::string_view::npos; open = rest.find('(')) {
        auto head = trim(rest.substr(0, open));
        const auto close = std::min(rest.find(')', open), rest.size());
        note_command(take_last_word(head), cmake_arguments(rest.substr(open + 1, close - open - 1)), lists);
        rest.remove_prefix(std::min(close + 1, rest.size()));
    }
    return lists;
}

} // namespace perfeng::tools
