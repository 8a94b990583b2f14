#include "contents_of.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/tools/recognise.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace perfeng::pipeline {
namespace {

Error several_tools(const std::vector<tools::Recognised>& found) {
    std::vector<std::string> parts;
    for (const auto& [format, line] : found)
        parts.push_back(fmt::format("a {} by line {}", format->what, line));
    return {fmt::format("it holds the output of several tools: {}", fmt::join(parts, ", ")),
            fmt::format("split it, or choose one with --as {}", found.front().format->name)};
}

Error unknown_format(std::string_view text) {
    if (const auto known = tools::recognise_unreadable(text))
        return {fmt::format("it is {}", known->what), std::string(known->how)};
    const auto line = text.substr(0, std::min<std::size_t>(text.find('\n'), 60));
    return {fmt::format("line 1: found '{}', expected the output of a tool that perfeng knows", line),
            "name its format with --as; `perfeng import --formats` lists them"};
}

const tools::Format& format_of(std::string_view text, const std::string& forced) {
    if (!forced.empty())
        return format_by_name(forced);
    const auto found = tools::recognise(text);
    if (found.empty())
        throw unknown_format(text);
    if (found.size() > 1)
        throw several_tools(found);
    return *found.front().format;
}

} // namespace

const tools::Format& format_by_name(const std::string& name) {
    if (const auto* const format = tools::find_format(name))
        return *format;
    std::vector<std::string> names;
    for (const auto& format : tools::formats())
        names.emplace_back(format.name);
    const auto near = process::nearest_word(name, names);
    throw Error("unknown format '" + name + "'",
                fmt::format("{}formats: {}", near ? "did you mean '" + *near + "'? " : "", fmt::join(names, ", ")));
}

ReadContents contents_of(std::string_view text, const std::string& as) {
    const auto& format = format_of(text, as);
    auto contents = format.read(text);
    if (!contents)
        throw Error(fmt::format("taken for a {}: {}", format.what, to_string(contents.error())),
                    as.empty() ? "record it again; or, if it is none, name its format with --as"
                               : "leave --as away, and its format is recognised");
    return {&format, *std::move(contents)};
}

} // namespace perfeng::pipeline
