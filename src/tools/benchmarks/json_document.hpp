#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/tools/format.hpp"

#include <nlohmann/json.hpp>
#include <tl/expected.hpp>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace perfeng::tools {

using Json = nlohmann::json;

/// The whole of a JSON text. The bare NaN and Infinity of C++ and Python tools are read as null.
[[nodiscard]] tl::expected<Json, ReadError> json_document(std::string_view text);

// What an object holds under a key; empty where `object` is none, or the value is of another kind.
[[nodiscard]] std::optional<double> number_at(const Json& object, std::string_view key);
[[nodiscard]] std::string text_at(const Json& object, std::string_view key);
[[nodiscard]] const Json& array_at(const Json& object, std::string_view key);  ///< else an empty array
[[nodiscard]] const Json& object_at(const Json& object, std::string_view key); ///< else an empty object

/// Whether a JSON text begins with these tokens, whatever blank space is between them: {"{", "\"results\"", ":"}.
[[nodiscard]] Recognition begins_with_tokens(Head head, std::initializer_list<std::string_view> tokens);

} // namespace perfeng::tools
