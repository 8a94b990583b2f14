#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/pipeline/compare.hpp"
#include "perfeng/pipeline/remeasure.hpp"

#include <string>
#include <vector>

/// Two revisions of one git repository, each built in a work tree of its own below the store (trees/HASH, of equal path
/// length), and measured in pairs. The workload runs in the user's directory; its program, or the script of an
/// interpreter, is that of the tree.
namespace perfeng::pipeline {

struct RevisionOptions {
    RemeasureOptions remeasure;     ///< of both sides; the workload as the user types it at home
    std::string build;              ///< for a shell, in the tree's directory that is the user's here; "": as recognised
    std::vector<std::string> tests; ///< for a shell, likewise, in the candidate's tree
    std::vector<std::string> lints; ///< likewise
    double time_limit = 600;        ///< seconds, of each test and lint
};

/// "BASE..HEAD", or "BASE" against the work tree.
struct RevisionRange {
    std::string base;
    std::string candidate; ///< empty: what stands in the work tree
};
/// Throws Error for what names no base.
[[nodiscard]] RevisionRange read_revision_range(const std::string& text);

/// A revision other than the base that cannot be built, or whose program fails.
class UnusableRevision : public Error {
public:
    using Error::Error;
};

/// In pairs; both measurements are saved, each by its own commit. A build that fails ends with its tail and the side's
/// name.
[[nodiscard]] BothSides measure_revisions(const Context& context, const RevisionRange& range,
                                          const RevisionOptions& options);

/// The same, judged, with the tests and lints of the candidate; confirmed where `compare` asks for it.
[[nodiscard]] Comparison compare_revisions(const Context& context, const RevisionRange& range,
                                           const RevisionOptions& options, CompareOptions compare);

} // namespace perfeng::pipeline
