#pragma once

#include "perfeng/analysis/limits.hpp"
#include "perfeng/analysis/rule.hpp"
#include "perfeng/model/measurement.hpp"
#include "perfeng/pipeline/evidence.hpp"
#include "perfeng/process/runner.hpp"
#include "perfeng/store/store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace perfeng::pipeline {

struct ImportOptions {
    std::vector<std::string> files; ///< "-" is standard input; packed by gzip or zstd, or perf.data, too
    std::string as;                 ///< name of a format; empty: each file's is recognised from its content
    std::string name;
    std::optional<Role> role;         ///< none: candidate where the files are named optimized-*, else baseline
    std::vector<std::string> command; ///< of the program that was measured; empty: as the files tell
    std::vector<analysis::Budget> budgets;
    std::vector<std::string> watch;
    std::vector<analysis::Rule> rules;
    Evidence evidence; ///< beside what the files hold
};

/// A file that could not be imported.
struct RefusedFile {
    std::string path;
    std::string why; ///< with the line, what was found and what was expected
    std::string how; ///< what to do
};

/// `measurements` holds one, or the two of a differential file: what was measured before (baseline), and after
/// (candidate). Empty where every file was refused.
struct Imports {
    std::vector<Measurement> measurements;
    std::vector<RefusedFile> refused;
};

/// Reads files that tools wrote, on this machine or another, and joins them into a measurement of one program: trials
/// of a metric are strung together in the order of the files; of two profiles, allocation profiles or leak checks the
/// one that tells more stays, and a warning names the other. Nothing is saved without a `store`; with one, the files
/// are kept in it too. Throws Error for an unknown format, files of two sides, and an interruption.
[[nodiscard]] Imports import_files(process::Runner& runner, const ImportOptions& options, store::Store* store);

} // namespace perfeng::pipeline
