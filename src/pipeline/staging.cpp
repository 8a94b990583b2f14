#include "staging.hpp"

#include <algorithm>

namespace perfeng::pipeline {
namespace {

namespace fs = std::filesystem;

const Snapshot* find_role(const Measurement& measurement, std::string_view role) {
    const auto& snapshots = measurement.executable.snapshots;
    const auto found = std::ranges::find(snapshots, role, &Snapshot::role);
    return found == snapshots.end() ? nullptr : &*found;
}

bool same(const Snapshot* a, const Snapshot* b) { return a != nullptr && b != nullptr && a->sha256 == b->sha256; }

bool same_files(const Measurement& base, const Measurement& candidate) {
    const auto digests = [](const Measurement& measurement) {
        std::vector<std::string> all;
        for (const auto& snapshot : measurement.executable.snapshots)
            all.push_back(snapshot.role + snapshot.sha256);
        std::ranges::sort(all);
        return all;
    };
    return digests(base) == digests(candidate);
}

bool is_library(const fs::path& path) {
    const auto name = path.filename().string();
    return name.find(".so") != std::string::npos || name.ends_with(".dylib");
}

bool names(const std::string& word, const Snapshot& snapshot, const Workload& workload) {
    return (fs::path(workload.cwd) / word).lexically_normal() == fs::path(snapshot.path).lexically_normal();
}

/// A script is the command itself, perhaps found in PATH, or an argument of its interpreter.
bool is_command(const Snapshot& script, const Workload& workload) {
    return names(workload.argv.front(), script, workload) ||
           std::ranges::none_of(workload.argv, [&](const std::string& word) { return names(word, script, workload); });
}

/// Lays one side's snapshots into its directory.
class Stage {
public:
    Stage(store::Store& store, const Measurement& measurement, fs::path directory)
        : store_(store), measurement_(measurement), directory_(std::move(directory)) {
        fs::create_directory(directory_);
        side_.workload = measurement.workload;
    }

    StagedSide take() { return std::move(side_); }
    void run(std::string file) { side_.file = std::move(file); }

    std::string lay(const Snapshot& snapshot) {
        auto place = directory_ / fs::path(snapshot.path).filename();
        for (int i = 2; fs::exists(place); i++)
            place = directory_ / (std::to_string(i) + "-" + fs::path(snapshot.path).filename().string());
        store_.extract_blob(snapshot.sha256, place, true);
        return place.string();
    }

    /// Every argument that names the snapshot's file names its staged copy instead.
    void lay_argument(const Snapshot& snapshot) {
        const auto place = lay(snapshot);
        auto& argv = side_.workload.argv;
        for (std::size_t i = 1; i < argv.size(); i++)
            if (names(argv[i], snapshot, measurement_.workload))
                argv[i] = place;
        if (is_library(snapshot.path))
            side_.workload.env["LD_LIBRARY_PATH"] = directory_.string();
    }

private:
    store::Store& store_;
    const Measurement& measurement_;
    fs::path directory_;
    StagedSide side_;
};

StagedSide stage_side(store::Store& store, const Measurement& side, const Measurement& other, const std::string& file,
                      const fs::path& directory) {
    Stage stage(store, side, directory);
    const auto* const program = find_role(side, "executable");
    const auto* const script = find_role(side, "script");
    const bool script_is_command = script != nullptr && script->path == file;
    if (script_is_command)
        stage.run(stage.lay(*script));
    else if (program != nullptr && !same(program, find_role(other, "executable")))
        stage.run(stage.lay(*program));
    else
        stage.run(file);
    for (const auto& snapshot : side.executable.snapshots)
        if (snapshot.role == "file" || (snapshot.role == "script" && !script_is_command))
            stage.lay_argument(snapshot);
    return stage.take();
}

} // namespace

StagedSides stage(store::Store& store, const Measurement& base, const Measurement& candidate,
                  const std::string& candidate_file, const fs::path& scratch) {
    StagedSides sides;
    sides.identical = same_files(base, candidate);
    if (sides.identical && base.workload.argv == candidate.workload.argv) {
        sides.base = {base.workload, candidate_file};
        sides.candidate = {candidate.workload, candidate_file};
        return sides;
    }
    const auto* const base_script = find_role(base, "script");
    const auto* const base_program = find_role(base, "executable");
    const auto base_file = base_script != nullptr && is_command(*base_script, base.workload) ? base_script->path
                           : base_program != nullptr                                         ? base_program->path
                                                                                             : candidate_file;
    sides.base = stage_side(store, base, candidate, base_file, scratch / "base");
    sides.candidate = stage_side(store, candidate, base, candidate_file, scratch / "cand");
    return sides;
}

} // namespace perfeng::pipeline
