#pragma once

#include "family.hpp"

#include <optional>
#include <string>
#include <vector>

namespace perfeng::pipeline {

/// A program of cargo's, and how to build it again elsewhere.
struct CargoProgram {
    std::vector<std::string> build; ///< `cargo build ...`, without a profile and a target directory
    std::string target;             ///< the binary or example; empty: the only one
    std::string profile;            ///< "dev", "release"
    std::string directory;          ///< to build in
    bool has_target = false;        ///< --target is among the words of `build`
};

/// Of a `cargo run`, as it was typed; else of an executable below a directory that cargo built in. The second is built
/// with the default features, for want of a word about others.
[[nodiscard]] std::optional<CargoProgram> find_cargo_program(const Workshop& shop);

} // namespace perfeng::pipeline
