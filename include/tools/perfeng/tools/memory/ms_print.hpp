#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/tools/contents.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace perfeng::tools {

/// Reads the text that ms_print makes of a record of massif (valgrind 3.19): the same as read_massif() of that record,
/// with the same warnings, but for places below ms_print's own --threshold. A text that breaks off is read as far as it
/// goes, since nothing in it tells where it ends.
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_ms_print(std::string_view text);

[[nodiscard]] Recognition recognise_ms_print(Head head);

} // namespace perfeng::tools
