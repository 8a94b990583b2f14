#pragma once

#include "family.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace perfeng::pipeline {

/// A build under way: what it printed, and the seconds it took.
struct BuildRun {
    std::string out;
    double seconds = 0;
};

/// Runs a step of a build; a failing one is told with the end of what it printed.
[[nodiscard]] tl::expected<BuildRun, tools::Unavailable> run_build(const Workshop& shop,
                                                                   const std::vector<std::string>& argv,
                                                                   const std::filesystem::path& cwd,
                                                                   const std::map<std::string, std::string>& env = {});

/// Writes an executable script for sh.
void write_script(const std::filesystem::path& path, const std::string& body);

/// Runs the workload once with an instrumented program, which leaves its profile in `profiles`. An error where it
/// fails or leaves nothing.
[[nodiscard]] std::optional<tools::Unavailable> train(const Workshop& shop, const Built& built,
                                                      const std::filesystem::path& profiles,
                                                      const std::filesystem::path& scratch);

/// Merges the raw profiles (.profraw) of clang and rustc, if there are any, into `profiles`/default.profdata.
[[nodiscard]] std::optional<tools::Unavailable> merge_profiles(const Workshop& shop, const std::string& llvm_profdata,
                                                               const std::filesystem::path& profiles);

/// What GCC (12) and Clang (14) take to build a program that writes a profile below `directory`, and to use it. Both
/// need the same place for objects. Threads count exactly enough (GCC: "prefer-atomic").
[[nodiscard]] std::string instrument_flags(const std::string& directory);
[[nodiscard]] std::string profile_flags(const std::string& directory, bool clang);

/// "This processor", as GCC and Clang spell it.
[[nodiscard]] std::string native_flag(const Workshop& shop);

/// How many compilers may run at once.
[[nodiscard]] std::string build_jobs();

/// Warnings that several families have.
inline constexpr std::string_view native_risk =
    "built for the processor of this machine: it may die with an illegal instruction (exit status 132) on another, and "
    "floating-point results can differ in their last digits";
inline constexpr std::string_view pgo_risk = "trained with this very workload, so this is the most it can bring: train "
                                             "with inputs that stand for the real ones; "
                                             "what those do not use can become slower";
inline constexpr std::string_view lto_risk = "links take longer and need more memory";

} // namespace perfeng::pipeline
