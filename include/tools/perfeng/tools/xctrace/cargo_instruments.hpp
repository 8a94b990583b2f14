#pragma once

#include "perfeng/tools/build/cargo.hpp"
#include "perfeng/tools/unavailable.hpp"

#include <tl/expected.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace perfeng::tools {

/// `cargo instruments` 0.4 builds a program of a cargo package and records it with xctrace. Written from its README
/// and its help; never run by its authors.
struct CargoInstruments {
    std::string path; ///< of the subcommand, cargo-instruments
};

[[nodiscard]] tl::expected<CargoInstruments, Unavailable> find_cargo_instruments();

/// Records what `cargo run` would run, for at most `limit` seconds, into `trace`, with the template Time Profiler.
[[nodiscard]] std::vector<std::string> cargo_instruments_command(const CargoRun& run,
                                                                 const std::filesystem::path& trace, double limit);

} // namespace perfeng::tools
