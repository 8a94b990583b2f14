#pragma once

#include "perfeng/measure/cpu_profile.hpp"
#include "perfeng/tools/unavailable.hpp"

#include <tl/expected.hpp>

#include <string>
#include <string_view>

namespace perfeng::measure {

/// What a profiler brings home, or why it cannot work on this machine, so that another may be tried. One that works
/// and fails with this workload gives a result that says so.
using CpuAttempt = tl::expected<PassResult<Profile>, tools::Unavailable>;

[[nodiscard]] CpuAttempt cpu_by_perf(const PassContext& context, const ProfileOptions& options);
[[nodiscard]] CpuAttempt cpu_by_callgrind(const PassContext& context, const ProfileOptions& options);
[[nodiscard]] CpuAttempt cpu_by_xctrace(const PassContext& context, const ProfileOptions& options);
[[nodiscard]] CpuAttempt cpu_by_sample(const PassContext& context, const ProfileOptions& options);
[[nodiscard]] CpuAttempt cpu_by_flamegraph(const PassContext& context, const ProfileOptions& options);
[[nodiscard]] CpuAttempt cpu_by_cargo_instruments(const PassContext& context, const ProfileOptions& options);

[[nodiscard]] PassResult<Profile> no_cpu_profile(std::string why, std::string how);

} // namespace perfeng::measure
