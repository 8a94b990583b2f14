#pragma once

namespace perfeng::cli {

/// The whole program: parses the command line, runs the command, prints its result or its error, and returns the exit
/// status that docs/usage.md promises. Never throws.
int run(int argc, char** argv);

} // namespace perfeng::cli
