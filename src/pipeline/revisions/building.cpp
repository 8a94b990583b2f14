#include "building.hpp"

#include "checking.hpp"
#include "trying/building.hpp"

#include "perfeng/measure/executable.hpp"
#include "perfeng/model/error.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/process/program.hpp"
#include "perfeng/tools/build/cargo.hpp"
#include "perfeng/tools/build/cmake_cache.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

namespace perfeng::pipeline {
namespace {

namespace fs = std::filesystem;

constexpr double revision_build_limit = 3600; // seconds

/// A build as a shell runs it in `directory`.
struct BuildLine {
    std::string line;
    fs::path directory;
    std::map<std::string, std::optional<std::string>> env;
    std::string script; ///< for `cmake -C`, at script_of() the tree
};

fs::path script_of(const RevisionTree& tree) { return tree.path.string() + ".cmake"; }

std::optional<fs::path> below(const fs::path& path, const fs::path& root) {
    auto relative = path.lexically_relative(root);
    return relative.empty() || relative.native().starts_with("..") ? std::nullopt : std::optional(std::move(relative));
}

/// Which word of the command is the program of the repository, and where that lies in it.
struct OwnWord {
    std::size_t index = 0;
    fs::path path; ///< relative to the root
};

/// A program by its path; behind one from elsewhere, the first word that is a file of the repository: a script.
std::optional<OwnWord> own_word(const Workload& workload, const fs::path& root, const fs::path& tree) {
    const auto in_repository = [&](const std::string& word) {
        return below((fs::path(workload.cwd) / word).lexically_normal(), root);
    };
    if (workload.argv.front().find('/') != std::string::npos)
        if (const auto path = in_repository(workload.argv.front()))
            return OwnWord{0, *path};
    for (std::size_t index = 1; index < workload.argv.size(); ++index) {
        const auto& word = workload.argv[index];
        const auto path = word.starts_with('-') ? std::nullopt : in_repository(word);
        if (path && fs::is_regular_file(tree / *path))
            return OwnWord{index, *path};
    }
    return std::nullopt;
}

std::string shell_word(const fs::path& path) { return process::join_words({path.string()}); }

/// "a/target/release/app" was built by cargo in "a".
std::optional<BuildLine> cargo_line(const fs::path& tree, const fs::path& program) {
    fs::path before;
    for (auto part = program.begin(); part != program.end(); before /= *part++) {
        if (*part != "target" || !fs::exists(tree / before / "Cargo.toml"))
            continue;
        const auto directory = tree / before;
        std::string profile = std::next(part) == program.end() ? "release" : std::next(part)->string();
        if (profile == "debug")
            profile = "dev";
        return BuildLine{"cargo build --profile " + shell_word(profile),
                         directory,
                         {{"CARGO_TARGET_DIR", (directory / "target").string()}}};
    }
    return std::nullopt;
}

/// As the user's build directory is configured; without one, a release build in the program's first directory.
std::optional<BuildLine> cmake_line(const tools::GitRevisions& git, const RevisionTree& tree, const fs::path& program) {
    const auto build_and_go = [](const fs::path& build) {
        return " && cmake --build " + shell_word(build) + " --parallel " + build_jobs();
    };
    if (const auto users = tools::find_cmake_project(git.root() / program)) {
        const auto source = below(users->source, git.root());
        const auto build = below(users->build, git.root());
        if (!source || !build || !fs::exists(tree.path / *source / "CMakeLists.txt"))
            return std::nullopt;
        auto line = "cmake -C " + shell_word(script_of(tree)) + " -S " + shell_word(tree.path / *source) + " -B " +
                    shell_word(*build);
        const auto generator = users->cache.value("CMAKE_GENERATOR");
        if (!generator.empty())
            line += " -G " + process::join_words({generator});
        return BuildLine{.line = line + build_and_go(*build),
                         .directory = tree.path,
                         .script = tools::initial_cache(users->cache, users->build)};
    }
    const auto build = program.has_parent_path() ? *program.begin() : fs::path();
    if (build.empty() || !fs::exists(tree.path / "CMakeLists.txt"))
        return std::nullopt;
    return BuildLine{"cmake -S . -B " + shell_word(build) + " -DCMAKE_BUILD_TYPE=Release" + build_and_go(build),
                     tree.path};
}

/// Of the base nothing can be said without it; another revision may be passed over.
[[noreturn]] void refuse(const std::string& side, const std::string& why, const std::string& hint) {
    if (side == base_side)
        throw Error(why, hint);
    throw UnusableRevision(why, hint);
}

/// Runs the build, unless that was done before, and returns the seconds it took.
double run_build_line(const Context& context, RevisionTrees& trees, const RevisionTree& tree, const BuildLine& build,
                      const std::string& side) {
    const auto known = build.line + "\n" + build.script;
    if (const auto seconds = trees.built(tree, known))
        return *seconds;
    context.progress.stage(fmt::format("building the {} {}: {}", side, tree.commit.brief(), build.line));
    const auto log = tree.path.string() + ".log";
    process::Command command{.argv = {"/bin/sh", "-c", build.line},
                             .cwd = build.directory.string(),
                             .env = build.env,
                             .out = process::Output::file(log),
                             .err = process::Output::capture(),
                             .timeout = revision_build_limit};
    trees.begin_build(tree);
    if (!build.script.empty())
        process::write_file(script_of(tree), build.script);
    const auto execution = context.runner.run(command);
    if (!execution.status.ok()) {
        const auto out = process::tail_of_file(log, 8000);
        const auto tail = last_lines(execution.err.find_first_not_of(" \n") == std::string::npos ? out : execution.err);
        trees.discard(tree);
        refuse(side,
               fmt::format("the {} {} ({}) cannot be built: `{}`: {}\n{}", side, tree.commit.brief(), tree.commit.title,
                           build.line, to_string(execution.status), tail),
               "say how it is built: --build CMD; or take another revision");
    }
    trees.keep_built(tree, known, execution.usage.wall_time);
    return execution.usage.wall_time;
}

BuiltRevision build_cargo_run(const Context& context, const RevisionOptions& options, RevisionTrees& trees,
                              const RevisionTree& tree, const fs::path& directory, const tools::CargoRun& run,
                              const std::string& side) {
    auto workload = options.remeasure.measure.workload;
    const BuildLine build{
        process::join_words(run.build), directory, {{"CARGO_TARGET_DIR", (tree.path / "target").string()}}};
    const auto seconds = run_build_line(context, trees, tree, build, side);
    const auto built = tools::read_cargo_messages(process::read_file(tree.path.string() + ".log"), run.target);
    if (!built)
        throw Error("cannot tell which program cargo built: " + to_string(built.error()), "name it with --bin NAME");
    workload.typed = workload.argv;
    workload.argv = run.arguments;
    workload.argv.insert(workload.argv.begin(), built->path);
    return {std::move(workload), build.line, seconds};
}

std::optional<BuildLine> line_for(const RevisionOptions& options, const tools::GitRevisions& git,
                                  const RevisionTree& tree, const fs::path& directory, const fs::path& program) {
    if (!options.build.empty())
        return BuildLine{options.build, directory};
    if (git.knows(tree.commit, program))
        return std::nullopt;
    if (auto cargo = cargo_line(tree.path, program))
        return cargo;
    if (auto cmake = cmake_line(git, tree, program))
        return cmake;
    throw Error("cannot tell how " + program.string() + " is built", "say it: --build 'make'");
}

} // namespace

fs::path directory_in(const RevisionTree& tree, const tools::GitRevisions& git, const std::string& cwd) {
    return (tree.path / fs::path(cwd).lexically_relative(git.root())).lexically_normal();
}

BuiltRevision build_revision(const Context& context, const RevisionOptions& options, const tools::GitRevisions& git,
                             RevisionTrees& trees, const RevisionTree& tree, const std::string& side) {
    auto workload = options.remeasure.measure.workload;
    const auto directory = directory_in(tree, git, workload.cwd);
    if (!fs::is_directory(directory))
        refuse(side,
               fmt::format("the {} {} has no directory {}", side, tree.commit.brief(),
                           directory.lexically_relative(tree.path).string()),
               "start from a directory that both revisions have");
    if (const auto run = tools::recognise_cargo_run(workload.argv); run && options.build.empty())
        return build_cargo_run(context, options, trees, tree, directory, *run, side);
    const auto own = own_word(workload, git.root(), tree.path);
    if (!own)
        throw Error("nothing of `" + process::join_words(workload.argv) + "` is a file of the repository " +
                        git.root().string() + ": both sides would run the same",
                    "name the program by its path, as in ./build/app");
    const auto line = line_for(options, git, tree, directory, own->path);
    const auto seconds = line ? run_build_line(context, trees, tree, *line, side) : 0;
    const auto program = tree.path / own->path;
    if (!fs::exists(program))
        refuse(side,
               fmt::format("the {} {} has no {}{}", side, tree.commit.brief(), own->path.string(),
                           line ? ": its build `" + line->line + "` made none" : ""),
               line ? "name the program that the build makes, by its path" : "take another revision");
    if (workload.typed.empty())
        workload.typed = workload.argv;
    workload.argv[own->index] = program.string();
    return {std::move(workload), line ? line->line : "", seconds};
}

} // namespace perfeng::pipeline
