#include "families.hpp"

#include "perfeng/tools/benchmarks/criterion.hpp"
#include "perfeng/tools/benchmarks/go_bench.hpp"
#include "perfeng/tools/benchmarks/google_benchmark.hpp"
#include "perfeng/tools/benchmarks/hyperfine.hpp"
#include "perfeng/tools/benchmarks/pytest_benchmark.hpp"

#include <array>

namespace perfeng::tools {

std::span<const Format> benchmark_formats() {
    static constexpr std::array rows{
        Format{"hyperfine", "JSON of hyperfine --export-json", recognise_hyperfine, read_hyperfine},
        Format{"google-benchmark", "JSON of Google Benchmark", recognise_google_benchmark, read_google_benchmark},
        Format{"google-benchmark-console", "table of Google Benchmark", recognise_google_benchmark_console,
               read_google_benchmark_console},
        Format{"google-benchmark-csv", "CSV of Google Benchmark", recognise_google_benchmark_csv,
               read_google_benchmark_csv},
        Format{"criterion-sample", "sample of criterion (sample.json)", recognise_criterion_sample,
               read_criterion_sample},
        Format{"criterion-estimates", "summary of criterion (estimates.json)", recognise_criterion_estimates,
               read_criterion_estimates},
        Format{"criterion-benchmark", "benchmark's name of criterion (benchmark.json)", recognise_criterion_benchmark,
               read_criterion_benchmark},
        Format{"cargo-bench", "report of cargo bench", recognise_cargo_bench, read_cargo_bench},
        Format{"go-bench", "report of go test -bench", recognise_go_bench, read_go_bench},
        Format{"pytest-benchmark", "JSON of pytest-benchmark", recognise_pytest_benchmark, read_pytest_benchmark},
    };
    return rows;
}

} // namespace perfeng::tools
