#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/tools/contents.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace perfeng::tools {

// What Google Benchmark (1.0 of 2016 to 1.9) writes with --benchmark_out_format=json, console or csv (and
// --benchmark_format). Each run gives a trial of wall_time[NAME] (`real_time`) and cpu_time[NAME], in seconds for one
// iteration; repetitions are trials of one name. With a memory manager (JSON alone) also allocations[NAME] and
// peak_heap[NAME] (`allocs_per_iter`, `max_bytes_used`).
//
// Aggregates are left out and counted, by `run_type` or, where the file has none, by their names (_mean, _median,
// _stddev, _cv, _BigO, _RMS). Of a benchmark that has aggregates alone the median stands for a trial. Runs that ended
// with an error or were skipped, and counters (bytes_per_second and a program's own), are left out with a warning.
// The context gives host, processors, executable and the time, if its zone is told; that the library was built for
// debugging or that the CPU's frequency may vary is a warning. NaN and Infinity may stand bare in the JSON.
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_google_benchmark(std::string_view text);
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_google_benchmark_console(std::string_view text);
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_google_benchmark_csv(std::string_view text);

/// An object that begins with `context` or `benchmarks`, and has both and real_time and cpu_time.
[[nodiscard]] Recognition recognise_google_benchmark(Head head);
/// By the heading "Benchmark  Time  CPU  Iterations", which lines about the machine may precede.
[[nodiscard]] Recognition recognise_google_benchmark_console(Head head);
/// By the heading "name,iterations,real_time,cpu_time,time_unit,".
[[nodiscard]] Recognition recognise_google_benchmark_csv(Head head);

} // namespace perfeng::tools
