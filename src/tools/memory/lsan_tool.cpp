#include "perfeng/tools/memory/lsan_tool.hpp"

#include "inspections.hpp"
#include "text/reading.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdlib>

namespace perfeng::tools {
namespace {

namespace fs = std::filesystem;

constexpr double lsan_probe_seconds = 20;
constexpr const char* lsan_library = "liblsan.so.0";
constexpr const char* get_lsan = "apt-get install liblsan0 (Debian, Ubuntu), dnf install liblsan (Fedora)";

/// /usr/lib64, or a directory of an architecture below /usr/lib; the first holds another one's on mixed systems, where
/// the loader passes over it, and the missing mark tells.
std::optional<fs::path> lsan_in_directories() {
    const auto own = std::array<fs::path, 4>{
#if defined(__x86_64__)
        "/usr/lib/x86_64-linux-gnu",
#elif defined(__aarch64__)
        "/usr/lib/aarch64-linux-gnu",
#endif
        "/usr/lib64", "/usr/lib", "/usr/local/lib64"};
    std::error_code error;
    for (const auto& directory : own)
        if (!directory.empty() && fs::exists(directory / lsan_library, error))
            return directory / lsan_library;
    return std::nullopt;
}

/// gcc prints the name alone where it has none.
std::optional<fs::path> lsan_of_gcc(process::Runner& runner) {
    const auto gcc = process::find_program("gcc");
    if (!gcc)
        return std::nullopt;
    const auto answer =
        runner.run(process::tool_command({*gcc, fmt::format("-print-file-name={}", lsan_library)}, lsan_probe_seconds));
    const fs::path library(trim(std::string_view(answer.out).substr(0, answer.out.find('\n'))));
    return library.is_absolute() ? std::optional(library) : std::nullopt;
}

fs::path guest_of(const LsanRun& run) { return run.directory / "guest.so"; }
fs::path mark_of(const LsanRun& run) { return run.directory / "checked"; }

std::optional<std::string> own_value(const std::map<std::string, std::string>& own, const char* variable) {
    if (const auto found = own.find(variable); found != own.end())
        return found->second;
    const char* const inherited = std::getenv(variable);
    return inherited != nullptr ? std::optional<std::string>(inherited) : std::nullopt;
}

/// The log of the one process that checks; its id ends the name.
std::optional<fs::path> log_in(const fs::path& directory) {
    for (const auto& entry : fs::directory_iterator(directory))
        if (entry.path().filename().string().starts_with("leaks."))
            return entry.path();
    return std::nullopt;
}

} // namespace

#if defined(__linux__)
extern "C" const char perfeng_lsan_guest_begin[];
extern "C" const char perfeng_lsan_guest_end[];

tl::expected<LsanTool, Unavailable> find_lsan(process::Runner& runner) {
    auto library = lsan_in_directories();
    if (!library)
        library = lsan_of_gcc(runner);
    if (!library)
        return tl::unexpected(Unavailable{"the library of LeakSanitizer is not installed", get_lsan});
    return LsanTool{library->string()};
}

void place_lsan_guest(const LsanRun& run) {
    process::write_file(guest_of(run), {perfeng_lsan_guest_begin, perfeng_lsan_guest_end});
}
#else
tl::expected<LsanTool, Unavailable> find_lsan(process::Runner&) {
    return tl::unexpected(Unavailable{"LeakSanitizer can be preloaded on Linux alone", "use leaks"});
}

void place_lsan_guest(const LsanRun&) {}
#endif

std::vector<std::string> lsan_prefix(const LsanTool& tool, const LsanRun& run,
                                     const std::map<std::string, std::string>& own) {
    const auto preload = own_value(own, "LD_PRELOAD");
    const auto options = own_value(own, "LSAN_OPTIONS");
    // By env, so that nothing before the command loads them. Of two equal options the last counts.
    std::vector<std::string> prefix{
        "/usr/bin/env",
        fmt::format("LD_PRELOAD={}:{}{}{}", tool.library, guest_of(run).string(), preload ? ":" : "",
                    preload.value_or("")),
        fmt::format("LSAN_OPTIONS={}{}leak_check_at_exit=0:exitcode=0:max_leaks=0:fast_unwind_on_malloc={}:log_path={}",
                    options.value_or(""), options ? ":" : "", run.whole_stacks ? 0 : 1,
                    (run.directory / "leaks").string()),
        "PERFENG_LSAN_MARK=" + mark_of(run).string()};
    if (preload)
        prefix.push_back("PERFENG_LSAN_PRELOAD=" + *preload);
    if (options)
        prefix.push_back("PERFENG_LSAN_OPTIONS=" + *options);
    return prefix;
}

std::optional<LsanReport> lsan_report(const LsanRun& run) {
    if (!fs::exists(mark_of(run)))
        return std::nullopt;
    const bool found = process::read_file(mark_of(run)) == "1";
    const auto log = log_in(run.directory);
    if (found && !log)
        return std::nullopt;
    if (!found)
        return LsanReport{};
    return LsanReport{process::read_file(*log), *log};
}

ToolDiagnosis inspect_lsan(process::Runner& runner, const std::filesystem::path& scratch) {
    ToolDiagnosis diagnosis{.name = "lsan",
                            .purpose = "leaks at exit: LeakSanitizer, preloaded",
                            .system = "Linux",
                            .slowdown = "2 times; 45 times for whole stacks, where it finds leaks",
                            .leaves = "lsan.txt, kept in the store, where something is lost",
                            .formats = {"lsan"}};
    const auto tool = find_lsan(runner);
    const LsanRun shown{.directory = "DIRECTORY"};
    diagnosis.commands = {with_workload(lsan_prefix(tool ? *tool : LsanTool{lsan_library}, shown, {}))};
    if (!say_found(diagnosis, tool))
        return diagnosis;
    diagnosis.path = tool->library;
    const LsanRun trial{.directory = scratch};
    place_lsan_guest(trial);
    auto argv = lsan_prefix(*tool, trial, {});
    argv.emplace_back("/usr/bin/env"); // a program that ends by exit
    const auto execution = runner.run(process::tool_command(argv, lsan_probe_seconds));
    if (!lsan_report(trial))
        say_missing(diagnosis, {"it does not check here: " + to_string(execution.status),
                                "perfeng uses memcheck instead; in a container: docker run --cap-add SYS_PTRACE"});
    return diagnosis;
}

} // namespace perfeng::tools
