#include "revision_pair.hpp"
#include "saving.hpp"

#include "perfeng/model/error.hpp"

namespace perfeng::pipeline {

RevisionRange read_revision_range(const std::string& text) {
    const auto dots = text.find("..");
    RevisionRange range{text.substr(0, dots), dots == std::string::npos ? "" : text.substr(dots + 2)};
    if (dots != std::string::npos && range.candidate.empty())
        range.candidate = "HEAD";
    if (range.base.empty() || range.candidate.starts_with('.'))
        throw Error("cannot read the revisions '" + text + "'",
                    "write them as --git main..HEAD, or --git main against what stands in the work tree");
    return range;
}

BothSides measure_revisions(const Context& context, const RevisionRange& range, const RevisionOptions& options) {
    return unsaved([&] {
        RevisionPair pair(context, range, options.remeasure.measure.workload.cwd);
        return pair.measure(options);
    });
}

Comparison compare_revisions(const Context& context, const RevisionRange& range, const RevisionOptions& options,
                             CompareOptions compare) {
    return unsaved([&] {
        RevisionPair pair(context, range, options.remeasure.measure.workload.cwd);
        auto first = pair.measure(options); // builds: a test of what cannot be built says less
        compare.verified.checks = pair.check(options, compare.confirm);
        return compare_confirmed(context, std::move(first), [&] { return pair.measure(options); }, compare);
    });
}

} // namespace perfeng::pipeline
