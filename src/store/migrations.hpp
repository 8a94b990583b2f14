#pragma once

#include "sqlite.hpp"

#include <span>

namespace perfeng::store {

/// The steps that make a store of this version, oldest first. Step i leads from version i to i + 1 (PRAGMA
/// user_version). A step that was released is never changed: a change is a new step at the end.
[[nodiscard]] std::span<const char* const> migration_steps();

/// Takes a database through the steps that it lacks, all or none. Throws Error for one that is newer than the steps.
void migrate(const Database& database, std::span<const char* const> steps);

} // namespace perfeng::store
