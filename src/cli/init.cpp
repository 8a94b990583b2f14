#include "commands.hpp"
#include "initial_configuration.hpp"

#include "perfeng/process/file.hpp"

#include <filesystem>

namespace perfeng::cli {
namespace {

constexpr auto configuration_name = "perfeng.toml";

/// Those of this directory alone. Python projects have pytest only where there are tests.
std::vector<tools::ProjectCheck> checks_here(const std::filesystem::path& directory) {
    auto checks = tools::recognise_project_checks(directory, {});
    std::erase_if(checks, [&](const tools::ProjectCheck& check) {
        return std::filesystem::path(check.directory) != directory ||
               (check.command.find("pytest") != std::string::npos && !tools::has_python_tests(directory));
    });
    return checks;
}

class Init : public Command {
public:
    [[nodiscard]] std::string name() const override { return "init"; }
    [[nodiscard]] std::string summary() const override { return "Write a perfeng.toml for the project here"; }
    [[nodiscard]] std::string details() const override {
        return "Recognises cargo, CMake, make, npm and Python projects: their programs become workloads, their tests "
               "and\n"
               "lints the checks. The other keys stand there commented out, with what holds without them.\n\n"
               "Examples:\n"
               "  perfeng init\n"
               "  perfeng init --stdout";
    }

    void add_options(CLI::App& app) override {
        app.add_flag("--force", force_, "Replace a perfeng.toml that is there");
        app.add_flag("--stdout", stdout_, "Print it, and write no file");
    }

    ExitCode run(Session& session) override {
        session.check_output();
        const auto directory = std::filesystem::current_path();
        const auto project = tools::outline_project(directory);
        const auto text = initial_configuration(project, checks_here(directory));
        if (stdout_) {
            session.emit(text);
            return ExitCode::ok;
        }
        if (!force_ && std::filesystem::exists(configuration_name))
            throw Error("there is a perfeng.toml already",
                        "perfeng init --stdout prints what would stand in it; --force replaces it");
        process::write_file(directory / configuration_name, text);
        session.emit(told(project));
        return ExitCode::ok;
    }

private:
    static std::string told(const tools::ProjectOutline& project) {
        const auto kind = project.kind.empty() ? " (no project was recognised here)"
                                               : " for the " + project.kind + " project of " + project.file;
        return std::string("Wrote perfeng.toml") + kind +
               ".\nNext: put a realistic input into the command of each workload, then perfeng config show, and "
               "perfeng "
               "check.\n";
    }

    bool force_ = false;
    bool stdout_ = false;
};

} // namespace

std::unique_ptr<Command> init_command() { return std::make_unique<Init>(); }

} // namespace perfeng::cli
