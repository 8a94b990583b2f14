#pragma once

#include "perfeng/model/profile.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace perfeng::analysis {

/// The functions that a profile's frames stand in, numbered from 0 in the order of their first frame.
struct Numbering {
    std::vector<std::uint32_t> of_frame; ///< parallel to Profile::frames
    std::size_t count = 0;
};

/// Numbers frames by `name_of(frame)` and module.
template <typename NameOf> Numbering number_functions(const std::vector<Frame>& frames, NameOf name_of) {
    Numbering numbering;
    std::map<std::pair<std::string_view, std::string_view>, std::uint32_t> numbers;
    for (const auto& frame : frames) {
        const std::pair<std::string_view, std::string_view> key(name_of(frame), frame.module);
        numbering.of_frame.push_back(
            numbers.try_emplace(key, static_cast<std::uint32_t>(numbers.size())).first->second);
    }
    numbering.count = numbers.size();
    return numbering;
}

/// Functions as people see them.
inline Numbering by_name(const std::vector<Frame>& frames) {
    return number_functions(frames, [](const Frame& frame) -> std::string_view { return frame.name; });
}

/// Functions as the linker sees them. Only these can recurse: instances of one template share a shortened name.
inline Numbering by_symbol(const std::vector<Frame>& frames) {
    return number_functions(frames, [](const Frame& frame) -> std::string_view {
        return frame.raw_name.empty() ? frame.name : frame.raw_name;
    });
}

} // namespace perfeng::analysis
