#pragma once

#include "perfeng/model/error.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace perfeng::tools {

/// The name of the package that holds the target `name` of this kind ("bin" or "example"), from what
/// `cargo metadata --no-deps --format-version 1` prints (cargo 1.95). Refuses none, and several.
[[nodiscard]] tl::expected<std::string, ReadError> read_package_of(std::string_view metadata, std::string_view kind,
                                                                   std::string_view name);

/// What `rustc -vV` says of itself; a line that is missing leaves its field empty.
struct RustVersion {
    std::string host; ///< "x86_64-unknown-linux-gnu"
    std::string llvm; ///< major version, "22"
};
[[nodiscard]] RustVersion read_rust_version(std::string_view text);

/// The major version in `LLVM version 14.0.6`, which LLVM's tools print; empty where there is no such line.
[[nodiscard]] std::string read_llvm_major(std::string_view text);

} // namespace perfeng::tools
