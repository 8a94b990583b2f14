#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/tools/contents.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <string_view>
#include <utility>
#include <vector>

namespace perfeng::tools {

inline void put(Contents& contents, Profile profile) { contents.profile = std::move(profile); }
inline void put(Contents& contents, Allocations allocations) { contents.allocations = std::move(allocations); }
inline void put(Contents& contents, BuildTimes times) { contents.build_times = std::move(times); }
inline void put(Contents& contents, Leaks leaks) { contents.leaks = std::move(leaks); }
inline void put(Contents& contents, std::vector<LintFinding> lints) { contents.lints = std::move(lints); }

template <typename T> Read<Contents> contents_from(Read<T> read) {
    Read<Contents> result{.value = {}, .warnings = std::move(read.warnings)};
    put(result.value, std::move(read.value));
    return result;
}
template <typename T> Read<Contents> contents_from(T value) { return contents_from(Read<T>{std::move(value), {}}); }

/// A reader of one part of a measurement, as a row of the table of formats has it.
template <auto reader> tl::expected<Read<Contents>, ReadError> as_contents(std::string_view text) {
    auto read = reader(text);
    if (!read)
        return tl::unexpected(std::move(read.error()));
    return contents_from(std::move(*read));
}

} // namespace perfeng::tools
