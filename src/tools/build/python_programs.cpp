#include "python_programs.hpp"

#include "build_places.hpp"

#include "perfeng/process/program.hpp"

#include <algorithm>

namespace perfeng::tools {
namespace {

namespace fs = std::filesystem;

std::vector<ProjectProgram> main_modules(const fs::path& directory) {
    std::vector<ProjectProgram> programs;
    for (const std::string source : {"", "src"}) {
        std::error_code ignored;
        for (const auto& entry : fs::directory_iterator(directory / source, ignored))
            if (is_plain_file(entry.path() / "__main__.py")) {
                auto& program = programs.emplace_back();
                program.name = entry.path().filename().string();
                program.command = process::join_words({"python3", "-m", program.name});
                if (!source.empty())
                    program.env["PYTHONPATH"] = source;
            }
    }
    std::ranges::sort(programs, {}, &ProjectProgram::name);
    return programs;
}

/// What the installed script does.
ProjectProgram console_script(const fs::path& directory, const PythonScript& script) {
    ProjectProgram program;
    program.name = script.name;
    program.command = process::join_words(
        {"python3", "-c",
         "import sys; from " + script.module + " import " + script.function + "; sys.exit(" + script.function + "())"});
    const auto package = script.module.substr(0, script.module.find('.'));
    if (fs::exists(directory / "src" / package) || is_plain_file(directory / "src" / (package + ".py")))
        program.env["PYTHONPATH"] = "src";
    return program;
}

} // namespace

bool has_python_tests(const fs::path& directory) {
    std::error_code ignored;
    return std::ranges::any_of(fs::directory_iterator(directory, ignored), [](const fs::directory_entry& entry) {
        const auto name = entry.path().filename().string();
        return name == "tests" || name == "test" || (name.starts_with("test_") && name.ends_with(".py"));
    });
}

std::vector<ProjectProgram> python_programs(const fs::path& directory) {
    if (auto modules = main_modules(directory); !modules.empty())
        return modules;
    std::vector<ProjectProgram> programs;
    if (const auto scripts = read_python_scripts(text_of(directory / "pyproject.toml")))
        for (const auto& script : *scripts)
            programs.push_back(console_script(directory, script));
    for (const std::string file : {"main.py", "app.py", "cli.py", "__main__.py"})
        if (programs.empty() && is_plain_file(directory / file))
            programs.push_back({fs::path(file).stem().string(), "python3 " + file, {}});
    return programs;
}

} // namespace perfeng::tools
