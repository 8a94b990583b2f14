#include "perfeng/tools/memory/valgrind.hpp"

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

} // namespace perfeng::tools
