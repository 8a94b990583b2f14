#include "perfeng/process/digest.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/store/store.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace perfeng::store {

namespace {

/// A path below the root as "project/sub", wherever the project lies.
std::string from_root(const std::string& path, const std::string& root) {
    const bool below =
        !root.empty() && path.starts_with(root) && (path.size() == root.size() || path[root.size()] == '/');
    return below ? path.substr(root.rfind('/') + 1) : path;
}

} // namespace

std::string workload_key(const Workload& workload) {
    // A measurement of before it was noted may lie where it did.
    const auto root = workload.root.empty() ? process::repository_root(workload.cwd) : workload.root;
    process::Sha256 digest;
    const auto add = [&](const std::string& text) {
        const auto here = from_root(text, root);
        digest.add(std::to_string(here.size()) + ':' + here);
    };
    const auto& words = workload.typed.empty() ? workload.argv : workload.typed;
    digest.add(std::to_string(words.size()) + ' ');
    for (const auto& word : words)
        add(word);
    add(workload.cwd);
    add(workload.stdin_path);
    add(workload.input_size ? nlohmann::json(*workload.input_size).dump() : "");
    return digest.hex();
}

std::string program_key(const std::vector<Snapshot>& program) {
    if (program.empty())
        return {};
    std::vector<std::string> files;
    for (const auto& file : program)
        files.push_back(file.role + ' ' + file.sha256 + '\n');
    std::ranges::sort(files);
    process::Sha256 digest;
    for (const auto& file : files)
        digest.add(file);
    return digest.hex();
}

} // namespace perfeng::store
