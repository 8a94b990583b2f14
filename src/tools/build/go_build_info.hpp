#pragma once

#include <string>
#include <string_view>

namespace perfeng::tools {

/// The section .go.buildinfo of Go 1.18 and later: the version on the first line, then what `go version -m` prints, as
/// "build\tGOAMD64=v1". Empty where it holds none, or is of an older Go, which keeps it elsewhere.
/// (debug/buildinfo/buildinfo.go of Go 1.19)
[[nodiscard]] std::string read_go_build_info(std::string_view section);

} // namespace perfeng::tools
