#pragma once

#include "perfeng/model/error.hpp"
#include "perfeng/tools/contents.hpp"
#include "perfeng/tools/format.hpp"
#include "perfeng/tools/read.hpp"

#include <tl/expected.hpp>

#include <string_view>

namespace perfeng::tools {

/// Reads what pytest-benchmark (3.2 to 5) writes with `--benchmark-json` or saves in .benchmarks/. Each of `benchmarks`
/// gives wall_time[NAME] in seconds: with `stats.data` a trial for each round, else the summary of the rounds. NAME is
/// `name`, "test_sum[10]"; `fullname`, with the file, where two have the same name. The machine is that of
/// `machine_info`, the commit that of `commit_info`, the time `datetime`, in UTC where it tells no zone. Benchmarks
/// without times are counted. NaN and Infinity may stand bare.
[[nodiscard]] tl::expected<Read<Contents>, ReadError> read_pytest_benchmark(std::string_view text);

/// An object that begins with machine_info or, where its keys were sorted, benchmarks; with commit_info and
/// python_version.
[[nodiscard]] Recognition recognise_pytest_benchmark(Head head);

} // namespace perfeng::tools
