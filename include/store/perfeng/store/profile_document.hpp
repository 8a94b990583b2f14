#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/model/profile.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace perfeng::store {

/// A whole profile, frames and stacks with it, as compact JSON (schema "perfeng.profile", version 1): the fields of a
/// measurement's `profile`, then
///   strings        every distinct text once
///   frames         [name, raw_name, module, file, line, flags]: four indexes into strings; flags 1 kernel, 2 inlined
///   stacks         indexes into frames, leaf first
///   stack_weights, stack_samples, stack_threads (indexes into strings): one entry a stack
/// It is perfeng's own format, kept as a blob of kind "profile"; only perfeng is promised to read it.
[[nodiscard]] std::string write_profile(const Profile& profile);
[[nodiscard]] tl::expected<Profile, ReadError> read_profile(std::string_view text);

} // namespace perfeng::store
