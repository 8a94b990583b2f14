#include "perfeng/tools/build/cargo_metadata.hpp"

#include "text/reading.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <vector>

namespace perfeng::tools {
namespace {

using nlohmann::json;

bool holds(const json& package, std::string_view kind, std::string_view name) {
    return std::ranges::any_of(package.value("targets", json::array()), [&](const json& target) {
        const auto kinds = target.value("kind", json::array());
        return target.value("name", "") == name && std::ranges::find(kinds, json(kind)) != kinds.end();
    });
}

std::string major_of(std::string_view version) { return std::string(version.substr(0, version.find('.'))); }

} // namespace

tl::expected<std::string, ReadError> read_package_of(std::string_view metadata, std::string_view kind,
                                                     std::string_view name) {
    const auto wanted = "one package with the " + std::string(kind) + " " + std::string(name);
    const auto document = json::parse(metadata, nullptr, false);
    if (!document.is_object() || !document.contains("packages"))
        return refuse(0, metadata.substr(0, 40), "the document of cargo metadata");
    std::vector<std::string> found;
    try {
        for (const auto& package : document.at("packages"))
            if (holds(package, kind, name))
                found.push_back(package.at("name").get<std::string>());
    } catch (const json::exception&) {
        return refuse(0, "a package of another shape", "the document of cargo metadata");
    }
    if (found.size() != 1)
        return refuse(0, std::to_string(found.size()) + " packages", wanted);
    return found.front();
}

RustVersion read_rust_version(std::string_view text) {
    RustVersion version;
    for (Lines lines(text); lines.next();) {
        auto line = lines.line();
        if (skip(line, "host: "))
            version.host = line;
        else if (skip(line, "LLVM version: "))
            version.llvm = major_of(line);
    }
    return version;
}

std::string read_llvm_major(std::string_view text) {
    for (Lines lines(text); lines.next();) {
        const auto at = lines.line().find("LLVM version ");
        if (at != std::string_view::npos)
            return major_of(lines.line().substr(at + std::string_view("LLVM version ").size()));
    }
    return {};
}

} // namespace perfeng::tools
