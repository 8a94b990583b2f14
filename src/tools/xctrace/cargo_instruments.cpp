#include "perfeng/tools/xctrace/cargo_instruments.hpp"

#include "inspections.hpp"

#include "perfeng/process/program.hpp"
#include "perfeng/tools/xctrace/xctrace_tool.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace perfeng::tools {

tl::expected<CargoInstruments, Unavailable> find_cargo_instruments() {
    const auto path = process::find_program("cargo-instruments");
    if (!path)
        return tl::unexpected(
            Unavailable{"cargo instruments is not installed", "on a Mac with Xcode: brew install cargo-instruments"});
    return CargoInstruments{*path};
}

std::vector<std::string> cargo_instruments_command(const CargoRun& run, const std::filesystem::path& trace,
                                                   double limit) {
    std::vector<std::string> argv;
    const auto subcommand = std::ranges::find(run.build, "build");
    for (auto word = run.build.begin(); word != run.build.end(); ++word) {
        if (word == subcommand)
            argv.insert(argv.end(), {"instruments", "--template", "time", "--output", trace.string(), "--no-open",
                                     "--time-limit", fmt::format("{:.0f}", std::ceil(limit * 1000))});
        else if (!word->starts_with("--message-format"))
            argv.push_back(*word);
    }
    argv.emplace_back("--");
    argv.insert(argv.end(), run.arguments.begin(), run.arguments.end());
    return argv;
}

ToolDiagnosis inspect_cargo_instruments(process::Runner& runner, const std::filesystem::path&) {
    ToolDiagnosis diagnosis{.name = "cargo-instruments",
                            .purpose = "CPU profile of what cargo runs, by xctrace (--profiler cargo-instruments)",
                            .system = "macOS",
                            .slowdown = "that of xctrace",
                            .leaves = "as xctrace",
                            .formats = {"xctrace"}};
    diagnosis.commands = {process::join_words(
        cargo_instruments_command({{"cargo", "build", "--release"}, {"ARGS"}, {}}, "FILE.trace", 120))};
    const auto tool = find_cargo_instruments();
    if (!say_found(diagnosis, tool))
        return diagnosis;
    diagnosis.path = tool->path;
    if (const auto xctrace = find_xctrace(runner); !xctrace)
        say_partly(diagnosis, "it needs xctrace: " + xctrace.error().why, xctrace.error().how);
    return diagnosis;
}

} // namespace perfeng::tools
