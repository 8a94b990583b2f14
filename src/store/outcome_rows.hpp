#pragma once

#include "database.hpp"

#include "perfeng/model/outcome.hpp"

#include <string>
#include <vector>

namespace perfeng::store {

void insert_outcome(const Database& database, const std::string& measurement_id, const RuleOutcome& outcome);
/// Oldest first, without files and lines.
[[nodiscard]] std::vector<RuleOutcome> all_outcomes(const Database& database);

} // namespace perfeng::store
