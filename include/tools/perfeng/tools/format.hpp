#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/tools/contents.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <span>
#include <string_view>

namespace perfeng::tools {

/// The beginning of a file, or the whole of it.
struct Head {
    std::string_view text;
    bool whole = false;
};

/// Whether a file is of a format, by its beginning. `need_more`: nothing speaks against it yet; the question is asked
/// again with a longer head, at last with the whole file, where it is no longer an answer.
enum class Recognition { no, need_more, yes };

/// A format that some tool writes. One row in the table of its family, src/tools/FAMILY/formats.cpp.
struct Format {
    std::string_view name; ///< lower case, for `--as`: "gnu-time", "flamegraph-svg"
    std::string_view what; ///< for people: "report of GNU time -v"
    Recognition (*recognise)(Head head);
    tl::expected<Read<Contents>, ReadError> (*read)(std::string_view text);
};

/// Every format that perfeng reads.
[[nodiscard]] std::span<const Format> formats();
/// Null where there is none of that name.
[[nodiscard]] const Format* find_format(std::string_view name);

} // namespace perfeng::tools
