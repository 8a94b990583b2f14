#pragma once

#include "perfeng/measure/pass.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What the passes that look at memory share.
namespace perfeng::measure {

/// What a pass is called in messages, the tool that it runs, and what that costs.
struct MemoryPass {
    std::string_view what; ///< "allocations"
    std::string_view tool;
    double slowdown; ///< its CPU time, in that of a trial
};

template <typename T> PassResult<T> not_measured(const MemoryPass& pass, std::string why, std::string how) {
    return {{}, {}, {{std::string(pass.what), std::move(why), std::move(how)}}};
}

[[nodiscard]] double foreseen_seconds(const PassContext& context, const MemoryPass& pass);

/// The reasons that are known before anything runs: the tool can't see what the program allocates (static, an
/// allocator of its own); it is foreseen to take longer than the limit.
[[nodiscard]] std::optional<NotMeasured> refusal(const PassContext& context, const MemoryPass& pass);

void announce_run(const PassContext& context, const MemoryPass& pass);

/// `why`, with the end of what was said on stderr.
[[nodiscard]] std::string with_stderr(std::string why, const process::Execution& run);

/// Why a run under the tool tells nothing; none for one that ended as it should.
[[nodiscard]] std::optional<NotMeasured> failure(const PassContext& context, const MemoryPass& pass,
                                                 const process::Execution& run, const std::vector<std::string>& argv);

} // namespace perfeng::measure
