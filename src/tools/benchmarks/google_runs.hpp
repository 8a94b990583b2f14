#pragma once

#include "benchmark_figures.hpp"

#include "perfeng/model/error.hpp"
#include "perfeng/tools/contents.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace perfeng::tools {

/// A row of Google Benchmark. Seconds for one iteration.
struct GoogleRun {
    std::string name;      ///< of the benchmark, without that of an aggregate
    std::string aggregate; ///< "median"; empty for a run
    double real = 0;
    double cpu = 0;
    double allocations = -1; ///< for one iteration; below 0 where none are told
    double peak_heap = -1;   ///< bytes
};

/// The rows of a file of Google Benchmark, whichever of its formats it is in.
class GoogleRuns {
public:
    void add(GoogleRun run) { runs_.push_back(std::move(run)); }
    void add_error(const std::string& name, const std::string& message);
    void add_counter(const std::string& name) { counters_.insert(name); }
    void add_unreadable(std::string_view row);

    /// "BM_sort_median" is the median of BM_sort where the file does not say so itself: where there is a BM_sort, or a
    /// BM_sort_mean too.
    void tell_aggregates_by_name();

    /// The metrics and warnings into `read`. Where a benchmark has aggregates alone, its median stands for a trial.
    [[nodiscard]] tl::expected<Read<Contents>, ReadError> into(Read<Contents> read);

private:
    void add_figures(BenchmarkFigures& figures, const GoogleRun& run) const;
    void add_aggregates(BenchmarkFigures& figures, std::vector<std::string>& warnings) const;
    void warn(std::vector<std::string>& warnings) const;

    std::vector<GoogleRun> runs_;
    std::set<std::string> counters_;
    std::uint64_t errors_ = 0;
    std::string first_error_;
    std::uint64_t unreadable_ = 0;
    std::string first_unreadable_;
};

} // namespace perfeng::tools
