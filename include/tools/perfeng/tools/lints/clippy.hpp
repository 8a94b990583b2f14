#pragma once

#include "perfeng/model/lint.hpp"
#include "perfeng/tools/format.hpp"

#include <vector>

namespace perfeng::tools {

/// Reads the messages of `cargo clippy --message-format=json` (one JSON object a line, The Cargo Book, "External
/// tools") and of `rustc --error-format=json` (The rustc book, "JSON Output"), cargo 1.95. What cargo prints on stderr
/// may stand between them. A message in a macro has the place where the macro was used. Without lints the list is
/// empty; a line of JSON that is cut off is passed over and told.
[[nodiscard]] Recognition recognise_clippy(Head head);
[[nodiscard]] tl::expected<Read<std::vector<LintFinding>>, ReadError> read_clippy(std::string_view text);

} // namespace perfeng::tools
