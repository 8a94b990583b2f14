#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng::tools {

/// What sanitizers printed of one execution: AddressSanitizer, UndefinedBehaviorSanitizer, LeakSanitizer,
/// MemorySanitizer, ThreadSanitizer (GCC 12, Clang 19) and Go's race detector (1.19).
struct SanitizerReports {
    std::uint64_t count = 0;
    std::string title; ///< of the first: "AddressSanitizer: heap-buffer-overflow on address ..."
    std::string first; ///< its first lines
};
[[nodiscard]] SanitizerReports read_sanitizer_reports(std::string_view text);

/// How a program is built once more, with sanitizers, and where it stands then. Nothing of the project is touched.
struct SanitizedBuild {
    std::string what; ///< "CMake, from /src/app/build/CMakeCache.txt"
    std::string line; ///< for a shell
    std::string directory;
    std::filesystem::path program;
    std::string why_not; ///< it can't be built; empty: it can
    std::string how;
};

struct SanitizedProgram {
    std::filesystem::path program;  ///< as it was measured
    std::vector<std::string> typed; ///< a `cargo run`, where the user typed one
    std::string cwd;
    bool is_script = false; ///< its interpreter is the program
    std::string user_build; ///< the user's own command, "{out}" in it is where the program is to be made; empty: none
};

/// Finds out how the program is built: by the user's command, CMake, Cargo or Make. `scratch` is an existing directory.
/// Writes there only.
[[nodiscard]] SanitizedBuild plan_sanitized_build(const SanitizedProgram& program,
                                                  const std::filesystem::path& scratch);

/// Whether the file holds AddressSanitizer, ThreadSanitizer, MemorySanitizer or Go's race detector.
[[nodiscard]] bool has_sanitizers(const std::filesystem::path& program);

/// `text` with every "{out}" replaced by `path`, quoted for a shell.
[[nodiscard]] std::string with_out(std::string text, const std::filesystem::path& path);

} // namespace perfeng::tools
