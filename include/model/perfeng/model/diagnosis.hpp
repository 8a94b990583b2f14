#pragma once

#include "perfeng/model/environment.hpp"
#include "perfeng/model/metric.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perfeng {

enum class ToolState { works, partly, missing };
[[nodiscard]] std::string_view to_string(ToolState state); ///< "works", "partly", "missing"

/// An external tool, and what of it there is on this machine. Texts are for people; an empty one: nothing to say.
struct ToolDiagnosis {
    std::string name;
    std::string purpose;
    std::string system; ///< "Linux" or "macOS" for a tool of that system alone
    ToolState state = ToolState::missing;
    std::string path;
    std::string version;
    std::string why; ///< it does not work, or what of it does not
    std::string how; ///< to enable that
    std::string slowdown;
    std::string leaves;
    std::vector<std::string> commands; ///< as perfeng runs it, with CMD for the workload
    std::vector<std::string> formats;  ///< of its files that perfeng reads, by the names of `import --as`
};

enum class CheckState { good, limited, unknown };
[[nodiscard]] std::string_view to_string(CheckState state); ///< "good", "limited", "unknown"

/// A setting of the machine that decides what tools can see.
struct MachineCheck {
    std::string name;
    CheckState state = CheckState::unknown;
    std::string found;
    std::string means; ///< for what is measured
    std::string how;   ///< to change that
};

/// The interval of a program against itself, as a relative change.
struct NoiseFloor {
    std::string metric;
    Interval ci;
};

/// The smallest true change that is called a regression 19 times of 20, with that threshold and at most so many pairs.
/// Absent where none up to six times the threshold is.
struct ResolvedChange {
    std::string metric;
    double threshold = 0;
    std::size_t pairs = 0;
    std::optional<double> change;
};

/// How much a short program varies on this machine, and what can be told of one like it.
struct NoiseDiagnosis {
    std::size_t pairs = 0;
    double seconds_a_pair = 0;
    std::vector<NoiseFloor> floors;
    std::vector<ResolvedChange> resolved;
};

struct Diagnosis {
    Environment environment;
    std::vector<ToolDiagnosis> tools;
    std::vector<MachineCheck> checks;
    std::optional<NoiseDiagnosis> noise;
};

} // namespace perfeng
