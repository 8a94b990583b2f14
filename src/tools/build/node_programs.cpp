#include "text/reading.hpp"

#include "perfeng/process/program.hpp"
#include "perfeng/tools/build/project_programs.hpp"

#include <nlohmann/json.hpp>

namespace perfeng::tools {
namespace {

using NodeJson = nlohmann::json;

ProjectProgram node_program(const std::string& name, const std::string& file) {
    return {name, process::join_words({"node", file}), {}};
}

std::string text_in(const NodeJson& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

/// A package's name without its scope: "@me/app".
std::string unscoped_name(const NodeJson& package) {
    const auto name = text_in(package, "name");
    return name.empty() ? "app" : name.substr(name.find('/') + 1);
}

std::vector<ProjectProgram> bins_of_package(const NodeJson& package) {
    std::vector<ProjectProgram> programs;
    if (const auto one = text_in(package, "bin"); !one.empty())
        programs.push_back(node_program(unscoped_name(package), one));
    if (const auto bins = package.find("bin"); bins != package.end() && bins->is_object())
        for (const auto& [name, file] : bins->items())
            if (file.is_string())
                programs.push_back(node_program(name, file.get<std::string>()));
    return programs;
}

} // namespace

tl::expected<std::vector<ProjectProgram>, ReadError> read_node_programs(std::string_view json) {
    const auto package = NodeJson::parse(json, nullptr, false);
    if (!package.is_object())
        return refuse(0, json.substr(0, 40), "a package.json");
    auto programs = bins_of_package(package);
    if (!programs.empty())
        return programs;
    if (const auto main = text_in(package, "main"); !main.empty())
        return std::vector{node_program(unscoped_name(package), main)};
    const auto scripts = package.find("scripts");
    const auto start = scripts != package.end() && scripts->is_object() ? text_in(*scripts, "start") : "";
    if (start.starts_with("node "))
        programs.push_back({unscoped_name(package), start, {}});
    return programs;
}

} // namespace perfeng::tools
