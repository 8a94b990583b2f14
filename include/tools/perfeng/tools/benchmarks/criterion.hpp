#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/tools/contents.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace perfeng::tools {

// What criterion.rs (0.3 to 0.7) leaves in target/criterion/BENCHMARK/new/. The files do not name their benchmark: the
// metric is "wall_time[criterion]", until name_criterion tells by the path. Seconds for one iteration.

/// sample.json: `times` (ns) over `iters`, each a trial.
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_criterion_sample(std::string_view text);
/// estimates.json: a summary of median (with its interval, where it is of 95%), mean and stddev in ns, without the
/// number of trials. change/estimates.json, which holds relative changes, is refused.
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_criterion_estimates(std::string_view text);
/// benchmark.json: the name alone, as the program.
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_criterion_benchmark(std::string_view text);

[[nodiscard]] Recognition recognise_criterion_sample(Head head);
[[nodiscard]] Recognition recognise_criterion_estimates(Head head);
[[nodiscard]] Recognition recognise_criterion_benchmark(Head head);

/// The benchmark's name for "criterion" in the metrics: "sort/1024" of ".../criterion/sort/1024/new/sample.json".
void name_criterion(Contents& contents, std::string_view absolute_path);

/// Reads what `cargo bench` prints: lines of criterion,
///
///     sort/1024               time:   [1.2301 µs 1.2350 µs 1.2411 µs]
///
/// whose long names stand in a line of their own, give a summary without trials: the estimate, with its interval; and
/// lines of Rust's own harness,
///
///     test tests::sort ... bench:       1,374.88 ns/iter (+/- 23.32)
///
/// give a trial: the median. Spreads, throughputs and changes are left out. Other lines are not looked at.
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_cargo_bench(std::string_view text);
[[nodiscard]] Recognition recognise_cargo_bench(Head head);

} // namespace perfeng::tools
