#pragma once

#include "perfeng/model/measurement.hpp"
#include "perfeng/store/store.hpp"

#include <filesystem>
#include <string>

namespace perfeng::pipeline {

/// One side of the pairs as it is run. `file` is what is executed.
struct StagedSide {
    Workload workload;
    std::string file;
};

/// Both sides from their snapshots, in directories of equal path length below `scratch`, so that neither the place of
/// the program nor the length of its path can tell them apart: both shift a program's stack. argv[0] and the working
/// directory stay as they were. What is equal on both sides runs from where it is.
struct StagedSides {
    StagedSide base;
    StagedSide candidate;
    bool identical = false; ///< every snapshot is equal: the pairs show the noise floor
};
[[nodiscard]] StagedSides stage(store::Store& store, const Measurement& base, const Measurement& candidate,
                                const std::string& candidate_file, const std::filesystem::path& scratch);

} // namespace perfeng::pipeline
