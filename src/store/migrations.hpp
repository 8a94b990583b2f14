#pragma once

#include "database.hpp"

#include <span>

namespace perfeng::store {

/// What SQL alone cannot fill in; in the same transaction, after the steps.
using FillIn = void (*)(const Database&);

/// Takes a database through the steps that it lacks, all or none. Step i leads from version i to i + 1. Throws Error
/// for one that is newer than the steps.
void migrate(const Database& database, std::span<const char* const> steps, FillIn fill_in = nullptr);

} // namespace perfeng::store
