#pragma once

#include "../measure/fake_runner.hpp"
#include "catch.hpp"

#include "perfeng/pipeline/context.hpp"
#include "perfeng/process/file.hpp"
#include "perfeng/store/store.hpp"

#include <filesystem>
#include <string>

namespace perfeng {

/// A store and a project directory, both temporary, and a runner that runs nothing.
struct StageFixture {
    process::TemporaryDirectory directory;
    std::filesystem::path project = directory.path() / "project";
    std::filesystem::path scratch = directory.path() / "scratch";
    store::Store store = store::Store::open(directory.path() / "store");
    measure::Progress progress;

    StageFixture() {
        std::filesystem::create_directory(project);
        std::filesystem::create_directory(scratch);
    }

    [[nodiscard]] std::string file(const std::string& name, const std::string& content) const {
        const auto path = project / name;
        process::write_file(path, content);
        std::filesystem::permissions(path, std::filesystem::perms::owner_all);
        return path.string();
    }

    [[nodiscard]] Snapshot kept(const std::string& name, const std::string& content, const std::string& role) {
        return {(project / name).string(), store.put_blob(content), role};
    }

    [[nodiscard]] pipeline::Context context(process::Runner& runner) { return {runner, store, progress}; }
};

} // namespace perfeng
