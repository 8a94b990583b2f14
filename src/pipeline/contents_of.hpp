#pragma once

#include "perfeng/tools/format.hpp"

#include <string>
#include <string_view>

namespace perfeng::pipeline {

/// What a file of a tool holds, and what it was taken for.
struct ReadContents {
    const tools::Format* format = nullptr;
    tools::Read<tools::Contents> contents;
};

/// Null never: throws Error (with the nearest name) where no format has that name.
[[nodiscard]] const tools::Format& format_by_name(const std::string& name);

/// Reads a text by its content, or as the format `as`. Throws Error (line, what was found, what to do) where it is of
/// none, of several, or damaged.
[[nodiscard]] ReadContents contents_of(std::string_view text, const std::string& as = {});

} // namespace perfeng::pipeline
