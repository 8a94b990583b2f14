#include "building.hpp"

#include "saving.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/interrupt.hpp"
#include "perfeng/process/program.hpp"

#include <algorithm>
#include <thread>

namespace perfeng::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr double variant_build_limit = 3600; // seconds
constexpr std::size_t told_lines = 8;        // of a build that fails

/// The last lines of what a build printed; of stdout where stderr holds nothing, as with ninja.
std::string end_of(const process::Execution& execution) {
    const auto& text = execution.err.find_first_not_of(" \n") == std::string::npos ? execution.out : execution.err;
    const auto end = text.find_last_not_of(" \n") + 1;
    auto start = end;
    for (std::size_t lines = 0; lines < told_lines && start != std::string::npos && start > 0; lines++)
        start = text.rfind('\n', start - 1);
    start = start == std::string::npos ? 0 : start;
    return end == 0 ? "" : (text[start] == '\n' ? "" : "\n") + text.substr(start, end - start);
}

bool holds_files(const fs::path& directory) {
    std::error_code ignored;
    for (const auto& entry : fs::recursive_directory_iterator(directory, ignored))
        if (entry.is_regular_file(ignored))
            return true;
    return false;
}

} // namespace

tl::expected<BuildRun, tools::Unavailable> run_build(const Workshop& shop, const std::vector<std::string>& argv,
                                                     const fs::path& cwd,
                                                     const std::map<std::string, std::string>& env) {
    auto command = process::tool_command(argv, variant_build_limit);
    command.cwd = cwd.string();
    for (const auto& changes : {shop.workload().env, env})
        for (const auto& [name, value] : changes)
            command.env[name] = value;
    const auto execution = shop.context.runner.run(command);
    if (!execution.status.ok())
        return tl::unexpected(tools::Unavailable{
            "`" + process::join_words(argv) + "` failed: " + to_string(execution.status) + end_of(execution), ""});
    return BuildRun{execution.out, execution.usage.wall_time};
}

void write_script(const fs::path& path, const std::string& body) {
    process::write_file(path, "#!/bin/sh\n" + body + "\n");
    fs::permissions(path, fs::perms::owner_all);
}

std::optional<tools::Unavailable> train(const Workshop& shop, const Built& built, const fs::path& profiles,
                                        const fs::path& scratch) {
    try {
        const auto timer = measure::own_timer(shop.context.runner);
        (void)measure::run_trial({shop.context.runner, timer, built.workload, built.file, scratch});
    } catch (const process::Interrupted&) {
        throw;
    } catch (const Error& error) {
        return tools::Unavailable{std::string("the training run failed: ") + error.what(), error.hint()};
    }
    if (!holds_files(profiles))
        return tools::Unavailable{"the training run left no profile: a program leaves one where it ends by returning "
                                  "from main or by exit",
                                  ""};
    return std::nullopt;
}

std::optional<tools::Unavailable> merge_profiles(const Workshop& shop, const std::string& llvm_profdata,
                                                 const fs::path& profiles) {
    std::vector<std::string> raw;
    for (const auto& entry : fs::directory_iterator(profiles))
        if (entry.path().extension() == ".profraw")
            raw.push_back(entry.path().string());
    if (raw.empty())
        return std::nullopt;
    std::vector<std::string> argv{llvm_profdata, "merge", "-o", (profiles / "default.profdata").string()};
    argv.insert(argv.end(), raw.begin(), raw.end());
    const auto merged = run_build(shop, argv, profiles);
    return merged ? std::nullopt : std::optional(merged.error());
}

std::string instrument_flags(const std::string& directory) {
    return "-fprofile-generate=" + directory + " -fprofile-update=prefer-atomic";
}

std::string profile_flags(const std::string& directory, bool clang) {
    return "-fprofile-use=" + directory + (clang ? "" : " -Wno-missing-profile"); // what the training did not run
}

std::string native_flag(const Workshop& shop) {
    return shop.subject.measurement.environment.architecture == "x86_64" ? "-march=native" : "-mcpu=native";
}

std::string build_jobs() { return std::to_string(std::max(1U, std::thread::hardware_concurrency())); }

} // namespace perfeng::pipeline
