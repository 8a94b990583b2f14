#pragma once

#include "perfeng/model/memory.hpp"
#include "perfeng/model/profile.hpp"

namespace perfeng::analysis {

/// Fills `categories` of a profile with stacks: what the program was busy with, each sample in one category, so that
/// the shares add up. A sample goes to what the user's code asked for (a map operation that allocates is a map
/// operation); where that is not known, to "own code", "kernel", "other libraries" or "unknown" by the function on top.
/// Heap blocks are told beside by the same rule, where the allocation profile has stacks.
void categorise(Profile& profile, const Allocations* allocations);

} // namespace perfeng::analysis
