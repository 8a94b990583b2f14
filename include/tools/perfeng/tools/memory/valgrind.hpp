#pragma once

#include "perfeng/process/runner.hpp"
#include "perfeng/tools/unavailable.hpp"

#include <tl/expected.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace perfeng::tools {

struct Valgrind {
    std::string path;
    std::string version; ///< "3.19.0"
};

/// By PATH; unavailable too where it does not run.
[[nodiscard]] tl::expected<Valgrind, Unavailable> find_valgrind(process::Runner& runner);

/// What to put before a command so that memcheck writes its report, protocol version 4, to `xml`.
/// Programs that the command executes are not checked; what a forked copy loses is not told.
[[nodiscard]] std::vector<std::string> memcheck_prefix(const Valgrind& valgrind, const std::filesystem::path& xml);

/// How much longer a program takes under callgrind, roughly.
inline constexpr double callgrind_slowdown = 60;

/// What to put before a command so that callgrind counts its instructions into `file`.
[[nodiscard]] std::vector<std::string> callgrind_prefix(const Valgrind& valgrind, const std::filesystem::path& file);

/// The same for it and all programs that it starts, each into a file of its own in `directory`.
[[nodiscard]] std::vector<std::string> callgrind_tree_prefix(const Valgrind& valgrind,
                                                             const std::filesystem::path& directory);

} // namespace perfeng::tools
