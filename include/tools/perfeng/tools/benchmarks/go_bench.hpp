#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/tools/contents.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace perfeng::tools {

/// Reads what `go test -bench` prints (the format of golang.org/design/14313-benchmark-format):
///
///     BenchmarkSplit/n=10-8   17674   121.5 ns/op   164.63 MB/s   176 B/op   1 allocs/op
///
/// gives a trial each of wall_time[BenchmarkSplit/n=10-8] (seconds), allocated_bytes[...] and allocations[...] for one
/// operation; the lines of `-count` are trials of one name. Where the text is of several packages, their path stands
/// before the name. `cpu` and `goarch` of the heading describe the machine, a single `pkg` is the program.
///
/// A name and its figures may be torn apart by what the program printed between them: the next figures are its own.
/// Benchmarks and packages that failed are told, units of a benchmark's own (ReportMetric) and rates (MB/s) are left
/// out with a warning. Other lines (logs) are passed over and counted.
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_go_bench(std::string_view text);

/// By a line with a benchmark, the number of its iterations and ns/op.
[[nodiscard]] Recognition recognise_go_bench(Head head);

} // namespace perfeng::tools
