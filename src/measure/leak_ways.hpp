#pragma once

#include "perfeng/measure/pass.hpp"
#include "perfeng/model/memory.hpp"
#include "perfeng/tools/unavailable.hpp"

#include <tl/expected.hpp>

namespace perfeng::measure {

/// What a leak checker brings home, or why it can't look at this workload on this machine, so that another may try.
using LeakAttempt = tl::expected<PassResult<Leaks>, tools::Unavailable>;

/// LeakSanitizer preloaded: one run of about 2 times the CPU time of a trial, and where something is lost one more of
/// about 45 times that tells where, with whole stacks; where that does not fit the limit, the frames that frame
/// pointers give. Unavailable where it did not check. Raw file: "lsan.txt", where something is lost.
[[nodiscard]] LeakAttempt leaks_by_lsan(const PassContext& context);

/// Raw file: "memcheck.xml".
[[nodiscard]] LeakAttempt leaks_by_memcheck(const PassContext& context);

/// One run of the workload under macOS `leaks --atExit`, which looks for leaks when the workload calls exit. Raw file:
/// "leaks.txt", the report behind what the workload printed. Not measured where it failed (exit status above 1) and
/// where it wrote no report, as of a program that a signal ended.
[[nodiscard]] LeakAttempt leaks_by_leaks(const PassContext& context);

/// One run of the workload under Instruments' Leaks, which looks every ten seconds and at the end, as far as its list
/// can be exported; never 0 leaks, since an empty list can't be told from one that is not exported. Raw file:
/// "leaks.xml".
[[nodiscard]] LeakAttempt leaks_by_xctrace(const PassContext& context);

} // namespace perfeng::measure
