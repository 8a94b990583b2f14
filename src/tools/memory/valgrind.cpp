#include "perfeng/tools/memory/valgrind.hpp"

#include "inspections.hpp"
#include "text/reading.hpp"

#include "perfeng/process/program.hpp"

namespace perfeng::tools {
namespace {

constexpr double valgrind_probe_seconds = 20;

/// Valgrind expands %p, %q and %n in names of files.
std::string escaped(const std::filesystem::path& path) {
    std::string text;
    for (const char c : path.string())
        text.append(c == '%' ? 2 : 1, c);
    return text;
}

} // namespace

tl::expected<Valgrind, Unavailable> find_valgrind(process::Runner& runner) {
    const auto path = process::find_program("valgrind");
    if (!path)
        return tl::unexpected(not_installed("valgrind"));
    const auto answer = runner.run(process::tool_command({*path, "--version"}, valgrind_probe_seconds));
    std::string_view version = answer.out;
    if (!answer.status.ok() || !skip(version, "valgrind-"))
        return tl::unexpected(Unavailable{"valgrind does not run here: " + to_string(answer.status),
                                          "run by hand: " + *path + " --version"});
    return Valgrind{*path, std::string(trim(version.substr(0, version.find('\n'))))};
}

std::vector<std::string> memcheck_prefix(const Valgrind& valgrind, const std::filesystem::path& xml) {
    return {valgrind.path,
            "--tool=memcheck",
            "--leak-check=full",
            "--show-leak-kinds=all",
            "--trace-children=no",
            "--child-silent-after-fork=yes",
            "--error-limit=no",
            "--num-callers=40",
            "--keep-debuginfo=yes",
            "--xml=yes",
            "--xml-file=" + escaped(xml)};
}

std::vector<std::string> callgrind_prefix(const Valgrind& valgrind, const std::filesystem::path& file) {
    return {valgrind.path, "--tool=callgrind", "--callgrind-out-file=" + escaped(file)};
}

std::vector<std::string> callgrind_tree_prefix(const Valgrind& valgrind, const std::filesystem::path& directory) {
    return {valgrind.path, "--tool=callgrind", "--trace-children=yes",
            "--callgrind-out-file=" + escaped(directory) + "/callgrind.%p"};
}

namespace {

ToolDiagnosis of_valgrind(process::Runner& runner, ToolDiagnosis diagnosis,
                          std::vector<std::string> (*prefix)(const Valgrind&, const std::filesystem::path&)) {
    const auto valgrind = find_valgrind(runner);
    diagnosis.commands = {
        with_workload(prefix(valgrind ? *valgrind : Valgrind{.path = "valgrind", .version = {}}, "FILE"))};
    if (!say_found(diagnosis, valgrind))
        return diagnosis;
    diagnosis.path = valgrind->path;
    diagnosis.version = valgrind->version;
    return diagnosis;
}

} // namespace

ToolDiagnosis inspect_memcheck(process::Runner& runner, const std::filesystem::path&) {
    return of_valgrind(runner,
                       {.name = "memcheck",
                        .purpose = "leaks, where LeakSanitizer cannot look (valgrind)",
                        .system = "Linux",
                        .slowdown = "50 times",
                        .leaves = "memcheck.xml, kept in the store",
                        .formats = {"memcheck-xml", "memcheck"}},
                       memcheck_prefix);
}

ToolDiagnosis inspect_callgrind(process::Runner& runner, const std::filesystem::path&) {
    return of_valgrind(runner,
                       {.name = "callgrind",
                        .purpose = "CPU profile by instructions, where perf may not record (valgrind)",
                        .system = "Linux",
                        .slowdown = "60 times",
                        .leaves = "callgrind.out, kept in the store",
                        .formats = {"callgrind"}},
                       callgrind_prefix);
}

} // namespace perfeng::tools
