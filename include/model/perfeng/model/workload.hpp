#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace perfeng {

/// What is measured. Paths are absolute, or relative to `cwd`.
struct Workload {
    std::vector<std::string> argv;          ///< never empty
    std::vector<std::string> typed;         ///< what the user typed, where that is not argv: `cargo run ...`
    std::string cwd;                        ///< absolute
    std::string root;                       ///< of the repository that cwd lies in; empty: none
    std::map<std::string, std::string> env; ///< set on top of the environment perfeng was started in
    std::string stdin_path;                 ///< empty: standard input is /dev/null
    std::optional<double> input_size;       ///< as declared by the user, in the user's own unit
    std::vector<std::string> outputs;       ///< files that the workload writes and that are to be compared
    std::string prepare;                    ///< shell command before each trial, outside its time; empty: none
    std::vector<int> cpus;                  ///< processors to pin to; empty: any
    std::optional<double> timeout;          ///< seconds a trial may take
    bool ignore_failure = false;            ///< a non-zero exit status is a result, not an error
};

} // namespace perfeng
