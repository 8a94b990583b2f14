#pragma once

#include "catch.hpp"

#include "perfeng/process/file.hpp"
#include "perfeng/tools/format.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace perfeng {

inline std::string coverage_fixture(const std::string& name) {
    return process::read_file(std::string(PERFENG_FIXTURES "/coverage/") + name);
}

using LineCounts = std::map<int, std::uint64_t>;
/// By name and line: "largest:4".
using FunctionCounts = std::map<std::string, std::uint64_t>;

/// Of the one file whose path ends with this name; fails where there is none.
inline const CoveredFile& file_of(const Coverage& coverage, std::string_view name) {
    const CoveredFile* found = nullptr;
    for (const auto& file : coverage.files)
        if (std::filesystem::path(file.path).filename() == name)
            found = &file;
    INFO(name);
    REQUIRE(found != nullptr);
    return *found;
}

inline LineCounts lines_of(const Coverage& coverage, std::string_view name) {
    LineCounts lines;
    for (const auto& line : file_of(coverage, name).lines)
        lines[line.line] = line.count;
    CHECK(lines.size() == file_of(coverage, name).lines.size());
    return lines;
}

inline FunctionCounts functions_of(const Coverage& coverage, std::string_view name) {
    FunctionCounts functions;
    for (const auto& function : file_of(coverage, name).functions)
        functions[function.name + ':' + std::to_string(function.line)] = function.count;
    CHECK(functions.size() == file_of(coverage, name).functions.size());
    return functions;
}

/// Reads through the table of formats, which must recognise the text and no other format may; without warnings.
inline Coverage read_as(std::string_view format, const std::string& text) {
    for (const auto& other : tools::formats()) {
        INFO(other.name);
        CHECK((other.recognise({text, true}) == tools::Recognition::yes) == (other.name == format));
    }
    const auto read = tools::find_format(format)->read(text);
    INFO((read ? "" : to_string(read.error())));
    REQUIRE(read.has_value());
    CHECK(read->warnings.empty());
    REQUIRE(read->value.coverage.has_value());
    return *read->value.coverage;
}

} // namespace perfeng
