#pragma once

#include "perfeng/measure/pass.hpp"
#include "perfeng/model/memory.hpp"

namespace perfeng::measure {

/// One run of the workload under macOS `leaks --atExit`, which looks for leaks when the workload calls exit. Raw file:
/// "leaks.txt", the report behind what the workload printed. Not measured where there is no leaks, where it failed
/// (exit status above 1) and where it wrote no report, as of a program that a signal ended.
[[nodiscard]] PassResult<Leaks> leaks_by_leaks(const PassContext& context);

} // namespace perfeng::measure
