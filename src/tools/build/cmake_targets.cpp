#include "perfeng/tools/build/cmake_targets.hpp"

#include "text/reading.hpp"

#include "perfeng/process/file.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace perfeng::tools {
namespace {

using nlohmann::json;

/// What `read` makes of a JSON object; an object of another shape is refused.
template <typename T, typename Read>
tl::expected<T, ReadError> read_reply(std::string_view text, const char* what, const Read& read) {
    const auto document = json::parse(text, nullptr, false);
    if (!document.is_object())
        return refuse(0, text.substr(0, 40), what);
    try {
        return read(document);
    } catch (const json::exception& error) {
        return refuse(0, error.what(), what);
    }
}

} // namespace

tl::expected<std::vector<std::string>, ReadError> read_codemodel(std::string_view text) {
    return read_reply<std::vector<std::string>>(text, "a codemodel of CMake's file API", [](const json& model) {
        std::vector<std::string> files;
        for (const auto& configuration : model.at("configurations"))
            for (const auto& target : configuration.at("targets"))
                if (auto file = target.at("jsonFile").get<std::string>(); std::ranges::find(files, file) == files.end())
                    files.push_back(std::move(file));
        return files;
    });
}

tl::expected<CMakeTarget, ReadError> read_cmake_target(std::string_view text) {
    return read_reply<CMakeTarget>(text, "a target of CMake's file API", [](const json& reply) {
        CMakeTarget target{.name = reply.at("name"), .type = reply.at("type"), .artifacts = {}};
        for (const auto& artifact : reply.value("artifacts", json::array()))
            target.artifacts.push_back(artifact.at("path"));
        return target;
    });
}

std::vector<CMakeTarget> cmake_targets_of(const std::filesystem::path& build) {
    const auto reply = build / ".cmake/api/v1/reply";
    std::vector<CMakeTarget> targets;
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(reply, ignored)) {
        if (!entry.path().filename().string().starts_with("codemodel-v2-"))
            continue;
        const auto files = read_codemodel(process::read_file(entry.path()));
        for (const auto& file : files ? *files : std::vector<std::string>())
            if (auto target = read_cmake_target(process::read_file(reply / file)))
                targets.push_back(std::move(*target));
    }
    return targets;
}

} // namespace perfeng::tools
